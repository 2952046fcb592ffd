package dev.sightline.alert.measure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which devices a model's inferences come from. */
@ApplicationScoped
public class Sources {
    private static final String SQL = """
            SELECT DISTINCT device_id
            FROM inference_rollup_quarter_hour
            WHERE workspace = {workspace:String}
              AND project = {model:String}
              AND bucket >= fromUnixTimestamp({from:UInt32}) AND bucket < fromUnixTimestamp({until:UInt32})
            ORDER BY device_id
            LIMIT 1000
            """;

    private final ClickHouse clickHouse;

    Sources(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** In order; an empty id stands for inferences that name no device. */
    public List<String> devicesOf(String workspace, String model, Instant from, Instant until) {
        Map<String, Object> parameters =
                Map.of("model", model, "from", from.getEpochSecond(), "until", until.getEpochSecond());
        return clickHouse.rows(workspace, SQL, parameters, Source.class).stream()
                .map(Source::deviceId)
                .toList();
    }

    private record Source(String deviceId) {}
}
