package dev.sightline.query.answer;

import dev.sightline.query.clickhouse.ClickHouseTime;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says with each answer how long ClickHouse took for it (W3C Server Timing): browsers' tools show it beside their own times. */
class ServerTimingFilter {
    private final ClickHouseTime clickHouse;

    ServerTimingFilter(ClickHouseTime clickHouse) {
        this.clickHouse = clickHouse;
    }

    @ServerResponseFilter
    void say(ContainerResponseContext response) {
        long nanos = clickHouse.nanos();
        if (nanos > 0) {
            response.getHeaders()
                    .putSingle("Server-Timing", String.format(Locale.ROOT, "clickhouse;dur=%.3f", nanos / 1e6));
        }
    }
}
