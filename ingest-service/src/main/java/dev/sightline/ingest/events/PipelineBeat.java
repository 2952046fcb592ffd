package dev.sightline.ingest.events;

import dev.sightline.ingest.http.ProblemException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.time.Clock;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * The pipeline's own heartbeat, in every partition: whoever reads a device's last beat also sees how far the partition
 * has come, and does not take our lag for the device's silence.
 */
class PipelineBeat {
    private static final Logger log = Logger.getLogger(PipelineBeat.class);

    private final EventLog events;
    private final Clock clock;

    PipelineBeat(EventLog events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(every = "${ingest.pipeline-beat-interval:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void beat() {
        try {
            events.beat(clock.instant());
        } catch (ProblemException | KafkaException e) {
            // The event log has said so once; a beat that is late by an interval is what readers are to see.
            log.debug("pipeline beat was not written", e);
        }
    }
}
