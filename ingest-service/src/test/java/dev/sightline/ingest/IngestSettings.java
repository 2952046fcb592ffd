package dev.sightline.ingest;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The service's settings without the service: the defaults, changed where a test says so. */
public final class IngestSettings {
    private static final Map<String, String> REQUIRED = Map.of(
            "ingest.kafka.bootstrap-servers", "127.0.0.1:1",
            "ingest.query.url", "http://127.0.0.1:1",
            "ingest.images.endpoint", "http://127.0.0.1:1",
            "ingest.images.access-key", "access",
            "ingest.images.secret-key", "secret",
            "ingest.images.bucket", "bucket");

    private IngestSettings() {}

    /** Only what has no default. */
    public static IngestConfig defaults() {
        return with(Map.of());
    }

    /** These settings, and defaults for the rest. */
    public static IngestConfig with(Map<String, String> settings) {
        var all = new HashMap<>(REQUIRED);
        all.putAll(settings);
        return new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .build()
                .getConfigMapping(IngestConfig.class);
    }
}
