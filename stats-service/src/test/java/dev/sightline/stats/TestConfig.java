package dev.sightline.stats;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Settings for tests that make their objects by hand, on the engines that the environment names. */
public final class TestConfig {
    private TestConfig() {}

    /** A name that no other test has: for a database, a topic, a group. */
    public static String uniqueName(String purpose) {
        return "test_" + purpose + "_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    public static StatsConfig of(String database) {
        return of(database, Map.of());
    }

    /** @param settings what differs from the defaults, by their whole names */
    public static StatsConfig of(String database, Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(StatsConfig.class)
                .withDefaultValue("stats.kafka", TestEngines.address("SIGHTLINE_KAFKA"))
                .withDefaultValue("stats.clickhouse.url", TestEngines.address("SIGHTLINE_CLICKHOUSE_URL"))
                .withDefaultValue("stats.clickhouse.database", database)
                .withDefaultValue("stats.session-secret", TestSessions.SECRET)
                .withDefaultValue("stats.range-time", "50ms");
        settings.forEach(config::withDefaultValue);
        return config.build().getConfigMapping(StatsConfig.class);
    }
}
