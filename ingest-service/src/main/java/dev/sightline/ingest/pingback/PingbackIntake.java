package dev.sightline.ingest.pingback;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Tally;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes pingbacks into the log.
 *
 * <p>Servers never send one again. So results go into the log while the rest is still read, a body that breaks off loses
 * only what had not come, and one bad result costs nothing but itself.
 */
@ApplicationScoped
class PingbackIntake {
    private static final Logger logger = Logger.getLogger(PingbackIntake.class);
    private static final String WAY = "pingback";

    private final Gate gate;
    private final RateLimits rates;
    private final ResultReader results;
    private final EventLog log;
    private final Tally tally;
    private final KeyActivity activity;
    private final Clock clock;

    PingbackIntake(
            Gate gate,
            RateLimits rates,
            ResultReader results,
            EventLog log,
            Tally tally,
            KeyActivity activity,
            Clock clock) {
        this.gate = gate;
        this.rates = rates;
        this.results = results;
        this.log = log;
        this.tally = tally;
        this.activity = activity;
        this.clock = clock;
    }

    /** Reads a report and returns when the log has it. {@code keyed} is null when the key is in the body. */
    PingbackResource.Received take(InputStream body, @Nullable Reporter keyed, @Nullable String traceparent) {
        var sink = new PingbackSink(log, rates, traceparent);
        try {
            Json.read(body, json -> new Pingback(gate, results, sink, keyed, clock.instant()).read(json));
            sink.flush();
            note(sink);
        } catch (ProblemException e) {
            if (e.status() != 503) {
                sink.flush(); // The body broke off or went too far; what was whole until then counts.
            }
            Reporter inBody = keyed == null ? sink.sender() : null;
            if (inBody != null) { // Nobody else sees this key.
                activity.refused(inBody, "POST", PingbackResource.PATH, e.members());
            }
            throw e.with("accepted", sink.accepted());
        } finally {
            tell(sink);
        }
        return new PingbackResource.Received(sink.accepted(), sink.rejections());
    }

    private void note(PingbackSink sink) {
        HeartbeatReceived envelope = sink.envelope();
        sink.byOwner()
                .forEach((owner, inferences) -> activity.received(
                        owner,
                        ReportKind.REPORT_KIND_PINGBACK,
                        envelope.getDeviceId(),
                        envelope.getServerId(),
                        inferences));
        Reporter sender = sink.sender();
        if (sender != null) {
            activity.refusedInPart(sender, "POST", PingbackResource.PATH, sink.rejections());
        }
    }

    private void tell(PingbackSink sink) {
        tally.accepted(WAY, sink.accepted());
        tally.rejected(WAY, sink.rejections());
        if (sink.rejected() > 0) {
            logger.warnf(
                    "pingback with results that cannot be taken accepted=%d rejected=%d reason=%s",
                    sink.accepted(),
                    sink.rejected(),
                    sink.rejections().getFirst().reason());
        }
    }
}
