package dev.sightline.stats.consume;

import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the schema is current, ClickHouse answers and takes every block, and every topic is worked on. */
@Readiness
@ApplicationScoped
class ConsumersCheck implements HealthCheck {
    private final Consumers consumers;
    private final Schema schema;
    private final ClickHouse clickHouse;
    private final RangeEvents events;

    ConsumersCheck(Consumers consumers, Schema schema, ClickHouse clickHouse, RangeEvents events) {
        this.consumers = consumers;
        this.schema = schema;
        this.clickHouse = clickHouse;
        this.events = events;
    }

    @Override
    public HealthCheckResponse call() {
        boolean schemaCurrent = schema.isCurrent();
        boolean clickHouseUp = clickHouse.isUp();
        var waiting = events.waiting();
        var response = HealthCheckResponse.named("consumers")
                .status(schemaCurrent && clickHouseUp && waiting.isEmpty() && consumers.areAlive())
                .withData("schema", schemaCurrent)
                .withData("clickhouse", clickHouseUp);
        waiting.forEach((partition, reason) -> response.withData("waiting " + partition, reason));
        return response.build();
    }
}
