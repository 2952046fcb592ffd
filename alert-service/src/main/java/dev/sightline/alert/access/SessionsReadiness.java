package dev.sightline.alert.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when it is known which sessions had ended before the start: until then nobody with a session is let in. */
@Readiness
@ApplicationScoped
class SessionsReadiness implements HealthCheck {
    private final VoidedSessions sessions;

    SessionsReadiness(VoidedSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sessions").status(sessions.areKnown()).build();
    }
}
