package dev.sightline.stats;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/** The engines that {@code ./sightline test} (or {@code ./sightline engines}) runs, with a database of this run's own. */
public final class TestEngines implements QuarkusTestResourceLifecycleManager {
    public static final String DATABASE =
            "test_stats_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @Override
    public Map<String, String> start() {
        return Map.of(
                "stats.clickhouse.database",
                DATABASE,
                "stats.group",
                DATABASE,
                // What a test of space says is not to be taken back by the service of another.
                "stats.space.every",
                "1h",
                "stats.session-secret",
                TestSessions.SECRET);
    }

    @Override
    public void stop() {}

    /** @throws IllegalStateException when the engines do not run: a test that needs them fails, it is not skipped */
    public static String address(String variable) {
        String address = System.getenv(variable);
        if (address == null) {
            throw new IllegalStateException(variable + " is not set: run ./sightline engines and read its engines.env");
        }
        return address;
    }
}
