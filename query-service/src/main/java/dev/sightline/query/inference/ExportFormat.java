package dev.sightline.query.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.query.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What inferences are exported as: a table for spreadsheets, JSON line by line, or columns for programs. */
enum ExportFormat {
    CSV("text/csv;charset=UTF-8"),
    NDJSON("application/x-ndjson"),
    PARQUET("application/vnd.apache.parquet");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static ExportFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.input(
                        "format",
                        name,
                        Arrays.stream(values()).map(ExportFormat::extension).collect(Collectors.joining(" or "))));
    }

    /** @param json the API's */
    InferenceWriter writer(OutputStream target, ObjectMapper json) throws IOException {
        return switch (this) {
            case CSV -> new InferenceWriter.Table(target, json);
            case NDJSON -> new InferenceWriter.Lines(target, json);
            case PARQUET -> new InferenceWriter.Columns(target, json);
        };
    }

    String mediaType() {
        return mediaType;
    }

    /** Of files, and the format's name in addresses. */
    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
