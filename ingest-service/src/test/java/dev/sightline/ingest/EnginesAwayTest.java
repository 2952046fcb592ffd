package dev.sightline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What senders are told while an engine is away. Keys are known from before: only the producer and the store are cut off. */
@QuarkusTest
@WithTestResource(Engines.class)
@TestProfile(EnginesAwayTest.CutOff.class)
class EnginesAwayTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private static Camera camera;

    public static final class CutOff implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ingest.kafka.producer.\"bootstrap.servers\"", "127.0.0.1:1",
                    "ingest.limits.rate", "1",
                    "ingest.limits.burst", "2000");
        }
    }

    @BeforeAll
    static void get_a_key() {
        camera = Camera.withNewKey();
    }

    @Test
    void without_brokers_a_sender_is_told_to_come_back_soon() {
        var answer = camera.posts("/v1/inferences", "{\"model_id\":\"m/1\"}").isProblem(503, "log-unavailable");

        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }

    @Test
    void without_brokers_a_thousand_inferences_wait_no_longer_than_one() {
        String body = "[" + String.join(",", Collections.nCopies(1000, "{\"model_id\":\"m/1\"}")) + "]";
        long start = System.nanoTime();

        var answer = camera.posts("/v1/inferences", body);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        answer.isProblem(503, "log-unavailable");
    }

    @Test
    void without_brokers_a_pingback_is_told_so_too() {
        Camera.postsUnkeyed("/inference-stats", "{\"api_key\":\"" + camera.key() + "\",\"device_id\":\"d\"}")
                .isProblem(503, "log-unavailable");
    }

    @Test
    void who_reports_too_fast_is_told_when_to_come_back() {
        Camera hasty = Camera.withNewKey();
        byte[] body =
                ("[" + String.join(",", Collections.nCopies(1500, "{\"model_id\":\"m/1\"}")) + "]").getBytes(UTF_8);
        hasty.posts("/v1/inferences", body);

        var answer = hasty.posts("/v1/inferences", body).isProblem(429, "rate-limited");

        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(900, 1001);
    }
}
