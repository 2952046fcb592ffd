package dev.sightline.alert.devices;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: heartbeats are read and their states are stored. */
@Readiness
@ApplicationScoped
class HeartbeatReadiness implements HealthCheck {
    private final HeartbeatConsumer heartbeats;

    HeartbeatReadiness(HeartbeatConsumer heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("heartbeats")
                .status(heartbeats.isReading())
                .build();
    }
}
