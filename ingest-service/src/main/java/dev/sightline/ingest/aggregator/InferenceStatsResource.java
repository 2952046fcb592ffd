package dev.sightline.ingest.aggregator;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.events.InferenceSampled;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One path of Roboflow's for two things: {@code POST} is a video workflow's report, {@code GET} reads figures. */
@Path("/{workspace}" + InferenceStatsResource.PATH)
@Tag(name = "compatible")
@RunOnVirtualThread
public class InferenceStatsResource {
    static final String PATH = "/inference-stats";

    private static final List<String> QUESTION = List.of("startTime", "endTime", "modelNames");

    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final EventLog log;
    private final StatsReader reader;
    private final KeyActivity activity;
    private final Clock clock;
    private final int maxItems;

    InferenceStatsResource(
            Gate gate,
            RateLimits rates,
            RequestBodies bodies,
            EventLog log,
            StatsReader reader,
            KeyActivity activity,
            Clock clock,
            IngestConfig config) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.log = log;
        this.reader = reader;
        this.activity = activity;
        this.clock = clock;
        this.maxItems = config.limits().items();
    }

    /** What became of a report. */
    public record Sampled(String status, int accepted, List<Rejection> rejected) {}

    /** Takes samples. */
    @POST
    @Operation(summary = "Samples of a video workflow (block \"Model Monitoring Inference Aggregator\")")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)))
    public Sampled report(@Context HttpServerRequest request, @PathParam("workspace") String named, InputStream body)
            throws IOException {
        Reporter keyed = gate.admitIfKeyed(request);
        try (InputStream bounded = bodies.kept(request, body)) {
            var report = Json.read(bounded, json -> new SampleReport(maxItems).read(json));
            Reporter reporter = keyed == null ? gate.admit(report.requireKey()) : keyed;
            Gate.requireSame(named, reporter.workspace());
            List<InferenceSampled> samples = report.samples(reporter.workspace(), Events.micros(clock.instant()));
            rates.take(reporter.workspace(), samples.size());
            String traceparent = Traces.traceparent(request);
            log.append(samples.stream()
                    .map(sample -> Events.of(sample, traceparent))
                    .toList());
            activity.received(reporter, ReportKind.REPORT_KIND_SAMPLES, report.deviceId(), "", samples.size());
            activity.refusedInPart(reporter, "POST", '/' + named + PATH, report.rejections());
            return new Sampled("ok", samples.size(), report.rejections());
        }
    }

    /** Reads figures, in Roboflow's shape and weighting. */
    @GET
    @Operation(
            summary = "Figures per model and class, in Roboflow's shape",
            description = "startTime and endTime as \"YYYY-MM-DD HH:mm:ss\" in UTC, the last 24 hours unless said;"
                    + " modelNames separated by commas. Takes a key with the scope \"read\".")
    public Response read(@Context HttpServerRequest request, @PathParam("workspace") String named) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("workspace", named);
        for (String parameter : QUESTION) {
            String value = request.getParam(parameter);
            if (value != null) {
                question.put(parameter, value);
            }
        }
        var answer = reader.ask(question, gate.requireKey(request));
        return Response.status(answer.statusCode())
                .type(answer.headers().firstValue("Content-Type").orElse(MediaType.APPLICATION_JSON))
                .entity(answer.body())
                .build();
    }
}
