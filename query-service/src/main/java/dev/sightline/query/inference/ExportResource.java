package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The workspace's inferences as a file. */
@Path("/api/v1/inferences/export")
@Tag(name = "Inferences")
class ExportResource {
    private static final Set<String> OTHERS = Set.of("from", "until", "format");

    private final InferenceExport export;
    private final CurrentCaller caller;
    private final Clock clock;

    ExportResource(InferenceExport export, CurrentCaller caller, Clock clock) {
        this.export = export;
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
                            + " text that a spreadsheet would compute begins with an apostrophe. An export that fails on the"
                            + " way ends without its end: a client that was not cut off has all."
                            + InferenceListResource.FILTERS)
    @APIResponse(
            responseCode = "200",
            description = "The inferences",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
            })
    public Response export(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"csv", "ndjson"},
                                            defaultValue = "csv"))
                    @Nullable String format,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        caller.get().mayRead();
        var filter = InferenceFilter.of(uri.getQueryParameters(), OTHERS);
        var window = TimeWindow.requested(from, until, clock.instant());
        var wanted = ExportFormat.of(format == null ? "csv" : format);
        var file = export.of(filter, window, wanted);
        String name = "inferences-" + window.until().toString().substring(0, 10) + '.' + wanted.extension();
        return Response.ok(whole(file, request), wanted.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + name + '"')
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Breaks the connection off where the file breaks off: otherwise the answer would end there as if that were all. */
    private static StreamingOutput whole(InferenceExport.File file, HttpServerRequest request) {
        return target -> {
            try {
                file.writeTo(target);
            } catch (IOException | RuntimeException e) {
                request.response().reset();
                throw e;
            }
        };
    }
}
