package dev.sightline.ingest.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /usage/inference}: what a server counts by itself and keeps until it hears 200. So a row that can never be
 * taken is refused inside a 200, or it would come back for ever and hold up the others.
 */
@Path("/usage")
@Tag(name = "compatible")
@RunOnVirtualThread
public class UsageResource {
    private static final Logger logger = Logger.getLogger(UsageResource.class);

    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final InferenceReader times;
    private final EventLog log;
    private final KeyActivity activity;
    private final Clock clock;

    UsageResource(
            Gate gate,
            RateLimits rates,
            RequestBodies bodies,
            InferenceReader times,
            EventLog log,
            KeyActivity activity,
            Clock clock) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.times = times;
        this.log = log;
        this.activity = activity;
        this.clock = clock;
    }

    /** What became of a report. */
    public record Counted(String status, int accepted, List<Rejection> rejected) {}

    /** What a server asks before it counts: nobody has a quota here. */
    public record Plan(boolean isEnterprise, boolean isPro, boolean isTrial, boolean isBilled, boolean overQuota) {}

    /** What a body brings. */
    private record Batch(
            List<ProducerRecord<byte[], byte[]>> events, List<Rejection> rejections, Map<Reporter, Integer> rows) {
        Batch() {
            this(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        }
    }

    /** Takes a server's counts. */
    @POST
    @Path("inference")
    @Operation(summary = "What an inference server counted (METRICS_COLLECTOR_BASE_URL points here)")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)))
    public Counted count(@Context HttpServerRequest request, InputStream body) throws IOException {
        Reporter sender = gate.admitIfKeyed(request);
        try (InputStream bounded = bodies.kept(request, body)) {
            String traceparent = Traces.traceparent(request);
            Instant receivedAt = clock.instant();
            Batch batch = Json.read(bounded, json -> read(json, sender, receivedAt, traceparent));
            log.append(batch.events());
            batch.rows()
                    .forEach((reporter, rows) ->
                            activity.received(reporter, ReportKind.REPORT_KIND_USAGE, "", "", rows));
            if (sender != null) {
                activity.refusedInPart(sender, "POST", "/usage/inference", batch.rejections());
            }
            if (!batch.rejections().isEmpty()) {
                logger.warnf(
                        "usage rows that cannot be taken accepted=%d rejected=%d reason=%s",
                        batch.events().size(),
                        batch.rejections().size(),
                        batch.rejections().getFirst().reason());
            }
            return new Counted("ok", batch.events().size(), batch.rejections());
        }
    }

    /** Tells the plan of a key. */
    @GET
    @Path("plan")
    @Operation(summary = "Plan of an API key, as inference servers ask for it")
    public Plan plan(@Context HttpServerRequest request) {
        gate.admit(request);
        return new Plan(false, true, false, true, false);
    }

    private Batch read(JsonParser json, @Nullable Reporter sender, Instant receivedAt, @Nullable String traceparent)
            throws IOException {
        var batch = new Batch();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readRow(json, 0, sender, receivedAt, traceparent, batch);
            return batch;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw ProblemException.malformed("A usage report is a list of rows.");
        }
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            readRow(json, index, sender, receivedAt, traceparent, batch);
        }
        return batch;
    }

    private void readRow(
            JsonParser json,
            int index,
            @Nullable Reporter sender,
            Instant receivedAt,
            @Nullable String traceparent,
            Batch batch)
            throws IOException {
        int around = json.getParsingContext().getNestingDepth();
        int depth = json.currentToken().isStructStart() ? around : around + 1;
        try {
            var row = new UsageReader(times, receivedAt).read(json);
            Reporter reporter = reporterOf(row, sender);
            rates.charge(reporter.workspace(), 1);
            batch.events().add(Events.of(row.complete(reporter.workspace()), traceparent));
            batch.rows().merge(reporter, 1, Integer::sum);
        } catch (RejectedField e) {
            batch.rejections().add(e.atIndex(index, depth));
            Json.leave(json, depth);
        }
    }

    /** A row belongs to the workspace of its own key, where that is registered, and else to the sender's. */
    private Reporter reporterOf(UsageReader row, @Nullable Reporter sender) {
        String key = row.key();
        Reporter own = key == null ? null : gate.reporterOf(key);
        if (own != null) {
            return own;
        }
        if (sender != null) {
            return sender;
        }
        if (key == null) {
            throw Gate.noKey();
        }
        return gate.admit(key);
    }
}
