package dev.sightline.ingest.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before every key is known: a sender with a good key must not be turned away because we have just started. */
@Readiness
@ApplicationScoped
class ApiKeysReady implements HealthCheck {
    private final ApiKeys keys;

    ApiKeysReady(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("api-keys").status(keys.isComplete()).build();
    }
}
