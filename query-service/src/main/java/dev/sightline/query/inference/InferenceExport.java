package dev.sightline.query.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * All inferences that pass some filters, newest first, as the list shows them: what was attached and drawn later included.
 *
 * <p>They are read a page at a time, and a page is written before the next one is read: however many there are, one is held,
 * and whoever takes them slowly is waited for. What is stored meanwhile is among them if it is older than what was written.
 */
@ApplicationScoped
class InferenceExport {
    // Their ids go into the questions for what was attached to them, whose length is bounded.
    private static final int PAGE = 1000;
    private static final int BUFFER = 1 << 16;

    private final InferencesQuery inferences;
    private final ObjectMapper json;

    InferenceExport(InferencesQuery inferences, ObjectMapper json) {
        this.inferences = inferences;
        this.json = json;
    }

    /** Something that can be written once. */
    interface File {
        /** Closes the target when all is written, and only then: what is cut off shall not look whole. */
        void writeTo(OutputStream target) throws IOException;
    }

    /** Reads the first page at once, so that what cannot be answered is refused before anything is written. */
    File of(InferenceFilter filter, TimeWindow window, ExportFormat format) {
        var page = inferences.next(filter, new Cursors.Start(window, null), PAGE);
        return target -> write(filter, window, page, writer(format, new BufferedOutputStream(target, BUFFER)));
    }

    private InferenceWriter writer(ExportFormat format, OutputStream target) throws IOException {
        return switch (format) {
            case CSV -> new InferenceWriter.Table(target, json);
            case NDJSON -> new InferenceWriter.Lines(target, json);
        };
    }

    private void write(InferenceFilter filter, TimeWindow window, List<Inference> first, InferenceWriter writer)
            throws IOException {
        var page = first;
        for (var inference : page) {
            writer.write(inference);
        }
        while (page.size() == PAGE) {
            page = inferences.next(filter, new Cursors.Start(window, Cursors.Position.of(page.getLast())), PAGE);
            for (var inference : page) {
                writer.write(inference);
            }
        }
        writer.close();
    }
}
