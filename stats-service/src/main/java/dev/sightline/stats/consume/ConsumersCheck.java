package dev.sightline.stats.consume;

import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the schema is current, ClickHouse answers, and every topic is worked on. */
@Readiness
@ApplicationScoped
class ConsumersCheck implements HealthCheck {
    private final Consumers consumers;
    private final Schema schema;
    private final ClickHouse clickHouse;

    ConsumersCheck(Consumers consumers, Schema schema, ClickHouse clickHouse) {
        this.consumers = consumers;
        this.schema = schema;
        this.clickHouse = clickHouse;
    }

    @Override
    public HealthCheckResponse call() {
        boolean schemaCurrent = schema.isCurrent();
        boolean clickHouseUp = clickHouse.isUp();
        return HealthCheckResponse.named("consumers")
                .status(schemaCurrent && clickHouseUp && consumers.areAlive())
                .withData("schema", schemaCurrent)
                .withData("clickhouse", clickHouseUp)
                .build();
    }
}
