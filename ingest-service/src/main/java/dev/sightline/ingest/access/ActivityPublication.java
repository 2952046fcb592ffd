package dev.sightline.ingest.access;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Tells the other services what came with each key, on the compacted topic {@code api-key-activity}: soon after a key is
 * first used, then no more often than {@code ingest.activity-interval}.
 *
 * <p>Apart from the requests, none of which waits for it. What cannot be written is told the next time, and an instance
 * that dies takes its last interval with it.
 */
@Singleton
class ActivityPublication {
    private final String instance = UUID.randomUUID().toString();
    private final KeyActivity activity;
    private final EventLog log;
    private final Clock clock;
    private final Duration interval;

    ActivityPublication(KeyActivity activity, EventLog log, Clock clock, IngestConfig config) {
        this.activity = activity;
        this.log = log;
        this.clock = clock;
        this.interval = config.activityInterval();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        tell(interval);
    }

    void stop(@Observes ShutdownEvent event) {
        tell(Duration.ZERO);
    }

    private void tell(Duration atMostEvery) {
        for (ApiKeyActivity changed : activity.untold(atMostEvery)) {
            var event = Events.of(changed, Topics.key(changed.getKeyId(), instance), clock.instant());
            var _ = log.submit(List.of(event)).whenComplete((_, failure) -> {
                if (failure != null) { // The event log has said so once.
                    activity.notTold(changed);
                }
            });
        }
    }
}
