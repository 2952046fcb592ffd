package dev.sightline.ingest.events;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the log has been seen: until then every sender would be told to come back. */
@Readiness
@ApplicationScoped
class EventLogReady implements HealthCheck {
    private final EventLog log;

    EventLogReady(EventLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        String unseen = log.unseenTopic();
        var response = HealthCheckResponse.named("event-log").status(unseen == null);
        return unseen == null
                ? response.build()
                : response.withData("waiting_for_topic", unseen).build();
    }
}
