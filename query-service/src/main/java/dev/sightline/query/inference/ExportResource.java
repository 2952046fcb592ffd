package dev.sightline.query.inference;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * All inferences that pass some filters as a file, newest first, as the list shows them: what was attached and drawn later
 * included.
 *
 * <p>They are read a page at a time, and a page is written before the next one is read: however many there are, one is held,
 * and whoever takes them slowly is waited for. What is stored meanwhile is among them if it is older than what was written.
 */
@Path("/api/v1/inferences/export")
@Tag(name = "Inferences")
class ExportResource {
    private static final Set<String> OTHERS = Set.of("from", "until", "format");
    // Their ids go into the questions for what was attached to them, whose length is bounded.
    private static final int PAGE = 1000;
    private static final int BUFFER = 1 << 16;
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(ExportResource.class);

    private final InferencesQuery inferences;
    private final ObjectMapper json;
    private final CurrentCaller caller;
    private final Clock clock;

    ExportResource(InferencesQuery inferences, ObjectMapper json, CurrentCaller caller, Clock clock) {
        this.inferences = inferences;
        this.json = json;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "exportInferences",
            summary = "Inferences as a file",
            description =
                    "All that pass the filters, newest first, as they are read: of any number. A line of NDJSON is an"
                            + " inference as the list shows it; in CSV, tags, metadata and predictions are JSON in one cell, and"
                            + " text that a spreadsheet would compute begins with an apostrophe. Parquet has the columns of"
                            + " the CSV, lists and maps as such, and metadata as text. An export that fails on the"
                            + " way ends without its end: a client that was not cut off has all."
                            + InferenceListResource.FILTERS)
    @APIResponse(
            responseCode = "200",
            description = "The inferences",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = "application/vnd.apache.parquet",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Response export(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"csv", "ndjson", "parquet"},
                                            defaultValue = "csv"))
                    @Nullable String format,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        caller.get().mayRead();
        var filter = InferenceFilter.of(uri.getQueryParameters(), OTHERS);
        var window = TimeWindow.requested(from, until, clock.instant());
        var wanted = ExportFormat.of(format == null ? "csv" : format);
        // Read at once, so that what cannot be answered is refused before anything is written.
        var first = inferences.next(filter, new Cursors.Start(window, null), PAGE);
        String name = "inferences-" + window.until().toString().substring(0, 10) + '.' + wanted.extension();
        StreamingOutput file = target -> {
            try {
                write(filter, window, first, wanted.writer(new BufferedOutputStream(target, BUFFER), json));
            } catch (IOException | RuntimeException e) {
                breakOff(request);
                throw e;
            }
        };
        return Response.ok(file, wanted.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + name + '"')
                .header("Cache-Control", "no-store")
                .build();
    }

    /**
     * The connection breaks off where the file does: otherwise the answer would end there as if that were all.
     *
     * <p>Waits until it is closed: whoever catches what is thrown next ends the answer, and that end could still go out
     * behind what waits to be sent. A client that has stopped reading is waited for no longer than it takes to be sure.
     */
    private static void breakOff(HttpServerRequest request) {
        request.response().reset();
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        try {
            request.connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSING.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf(e, "An export that failed on the way could not be cut off");
        }
    }

    /** Closes the writer when all is written, and only then: what is cut off shall not look whole. */
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
