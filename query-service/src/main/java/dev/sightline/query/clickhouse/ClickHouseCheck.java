package dev.sightline.query.clickhouse;

import dev.sightline.query.problem.ProblemException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when ClickHouse answers and stats-service has created the tables. */
@Readiness
class ClickHouseCheck implements HealthCheck {
    private final ClickHouse clickHouse;

    ClickHouseCheck(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("ClickHouse")
                    .status(clickHouse.isReady())
                    .build();
        } catch (ProblemException e) {
            return HealthCheckResponse.named("ClickHouse")
                    .down()
                    .withData("reason", e.problem().detail())
                    .build();
        }
    }
}
