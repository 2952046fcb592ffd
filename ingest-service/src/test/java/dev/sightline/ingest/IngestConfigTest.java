package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
    @Test
    void defaults_are_what_the_documents_promise() {
        IngestConfig config = IngestSettings.defaults();

        assertThat(config.kafka().deadline()).isLessThan(Duration.ofSeconds(2));
        assertThat(config.kafka().deliveryTimeout()).isLessThan(config.kafka().deadline());
        assertThat(config.limits().body().asLongValue()).isEqualTo(16L << 20);
        assertThat(config.limits().pingbackBody().asLongValue()).isEqualTo(64L << 20);
        assertThat(config.limits().age()).isEqualTo(Duration.ofDays(90));
        assertThat(config.limits().clockAhead()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.pipelineBeatInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.activityInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.proxy().enabled()).as("a gateway for anyone").isFalse();
    }

    @Test
    void every_setting_can_be_set() {
        IngestConfig config = IngestSettings.with(Map.ofEntries(
                Map.entry("ingest.pipeline-beat-interval", "3s"),
                Map.entry("ingest.activity-interval", "26s"),
                Map.entry("ingest.kafka.bootstrap-servers", "broker:9"),
                Map.entry("ingest.kafka.deadline", "4s"),
                Map.entry("ingest.kafka.delivery-timeout", "5s"),
                Map.entry("ingest.kafka.buffer", "6M"),
                Map.entry("ingest.kafka.producer.\"linger.ms\"", "7"),
                Map.entry("ingest.limits.body", "8M"),
                Map.entry("ingest.limits.pingback-body", "9M"),
                Map.entry("ingest.limits.bodies-in-memory", "10M"),
                Map.entry("ingest.limits.items", "11"),
                Map.entry("ingest.limits.predictions", "12"),
                Map.entry("ingest.limits.event", "13M"),
                Map.entry("ingest.limits.age", "14d"),
                Map.entry("ingest.limits.clock-ahead", "15m"),
                Map.entry("ingest.limits.rate", "16"),
                Map.entry("ingest.limits.burst", "17"),
                Map.entry("ingest.limits.image", "18M"),
                Map.entry("ingest.limits.image-pixels", "19"),
                Map.entry("ingest.proxy.enabled", "true"),
                Map.entry("ingest.proxy.upstreams", "http://up"),
                Map.entry("ingest.proxy.private-addresses", "true"),
                Map.entry("ingest.proxy.timeout", "25s"),
                Map.entry("ingest.limits.images-in-files", "22M"),
                Map.entry("ingest.limits.images-per-minute", "23"),
                Map.entry("ingest.limits.image-bytes-per-day", "24M"),
                Map.entry("ingest.query.url", "http://query"),
                Map.entry("ingest.query.timeout", "21s"),
                Map.entry("ingest.images.endpoint", "http://s3"),
                Map.entry("ingest.images.access-key", "a"),
                Map.entry("ingest.images.secret-key", "s"),
                Map.entry("ingest.images.bucket", "b"),
                Map.entry("ingest.images.region", "eu"),
                Map.entry("ingest.images.timeout", "20s")));

        assertThat(config.pipelineBeatInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.activityInterval()).isEqualTo(Duration.ofSeconds(26));
        assertThat(config.query().url()).hasToString("http://query");
        assertThat(config.query().timeout()).isEqualTo(Duration.ofSeconds(21));
        assertThat(config.kafka().bootstrapServers()).isEqualTo("broker:9");
        assertThat(config.kafka().deadline()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.kafka().deliveryTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.kafka().buffer()).isEqualTo(megabytes(6));
        assertThat(config.kafka().producer()).containsExactly(Map.entry("linger.ms", "7"));
        assertThat(config.limits().body()).isEqualTo(megabytes(8));
        assertThat(config.limits().pingbackBody()).isEqualTo(megabytes(9));
        assertThat(config.limits().bodiesInMemory()).isEqualTo(megabytes(10));
        assertThat(config.limits().items()).isEqualTo(11);
        assertThat(config.limits().predictions()).isEqualTo(12);
        assertThat(config.limits().event()).isEqualTo(megabytes(13));
        assertThat(config.limits().age()).isEqualTo(Duration.ofDays(14));
        assertThat(config.limits().clockAhead()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.limits().rate()).isEqualTo(16);
        assertThat(config.limits().burst()).isEqualTo(17);
        assertThat(config.limits().image()).isEqualTo(megabytes(18));
        assertThat(config.limits().imagePixels()).isEqualTo(19);
        assertThat(config.proxy().enabled()).isTrue();
        assertThat(config.proxy().upstreams()).containsExactly(URI.create("http://up"));
        assertThat(config.proxy().privateAddresses()).isTrue();
        assertThat(config.proxy().timeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.limits().imagesInFiles()).isEqualTo(megabytes(22));
        assertThat(config.limits().imagesPerMinute()).isEqualTo(23);
        assertThat(config.limits().imageBytesPerDay()).isEqualTo(megabytes(24));
        assertThat(config.images().endpoint()).isEqualTo("http://s3");
        assertThat(config.images().accessKey()).isEqualTo("a");
        assertThat(config.images().secretKey()).isEqualTo("s");
        assertThat(config.images().bucket()).isEqualTo("b");
        assertThat(config.images().region()).isEqualTo("eu");
        assertThat(config.images().timeout()).isEqualTo(Duration.ofSeconds(20));
    }

    private static MemorySize megabytes(long count) {
        return new MemorySize(BigInteger.valueOf(count << 20));
    }
}
