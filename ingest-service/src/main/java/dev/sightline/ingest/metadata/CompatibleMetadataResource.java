package dev.sightline.ingest.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /{workspace}/inference-stats/metadata}, as the block "Roboflow Custom Metadata" and hand-written clients
 * send it. They never send it again, so that entries which can be taken are, whatever the others are.
 */
@Path("/{workspace}" + CompatibleMetadataResource.PATH)
@Tag(name = "compatible")
@RunOnVirtualThread
public class CompatibleMetadataResource {
    static final String PATH = "/inference-stats/metadata";

    private final Gate gate;
    private final RequestBodies bodies;
    private final MetadataSink sink;
    private final KeyActivity activity;
    private final Clock clock;

    CompatibleMetadataResource(Gate gate, RequestBodies bodies, MetadataSink sink, KeyActivity activity, Clock clock) {
        this.gate = gate;
        this.bodies = bodies;
        this.sink = sink;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * That it was taken.
     *
     * @param rejected entries that were not; absent when there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Taken(String status, @Nullable List<Rejection> rejected) {}

    /** Takes a field for each of some inferences. */
    @POST
    @Operation(summary = "Attach metadata to inferences, in Roboflow's form")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)))
    public Taken attach(@Context HttpServerRequest request, @PathParam("workspace") String named, InputStream body)
            throws IOException {
        Reporter keyed = gate.admitIfKeyed(request);
        try (InputStream bounded = bodies.kept(request, body)) {
            CompatibleMetadata metadata = read(bounded);
            if (keyed != null) {
                return take(metadata, keyed, named, Traces.traceparent(request));
            }
            Reporter reporter = gate.admit(keyOf(metadata));
            try {
                return take(metadata, reporter, named, Traces.traceparent(request));
            } catch (ProblemException e) {
                activity.refused(
                        reporter, "POST", String.valueOf(request.path()), e.members()); // Nobody else sees this key.
                throw e;
            }
        }
    }

    private Taken take(CompatibleMetadata metadata, Reporter reporter, String named, @Nullable String traceparent) {
        Gate.requireSame(named, reporter.workspace());
        var rejections = metadata.batch().rejections();
        if (metadata.batch().sets().isEmpty() && !rejections.isEmpty()) {
            Rejection first = rejections.getFirst();
            throw invalid(first.field() + ": got " + first.got() + ", expected " + first.expected() + '.')
                    .with("rejected", rejections);
        }
        sink.append(metadata.batch(), reporter, Events.micros(clock.instant()), traceparent);
        activity.refusedInPart(reporter, "POST", '/' + named + PATH, rejections);
        return new Taken("ok", rejections.isEmpty() ? null : rejections);
    }

    private CompatibleMetadata read(InputStream body) {
        try {
            return Json.read(body, json -> {
                var metadata = new CompatibleMetadata(json, sink.maxItems());
                try {
                    return metadata.read();
                } catch (RejectedField e) {
                    throw invalid(String.valueOf(e.getMessage()));
                }
            });
        } catch (ProblemException e) {
            throw e.status() == 400 ? e.with("error", "Invalid request") : e;
        }
    }

    private static String keyOf(CompatibleMetadata metadata) {
        String key = metadata.key();
        if (key == null) {
            throw Gate.noKey();
        }
        return key;
    }

    /** What clients know an error by is {@code error}; the rest says what is wrong. */
    private static ProblemException invalid(String detail) {
        return new ProblemException(400, "invalid-request", "Invalid request", detail).with("error", "Invalid request");
    }
}
