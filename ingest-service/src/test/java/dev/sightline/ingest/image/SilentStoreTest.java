package dev.sightline.ingest.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.IngestConfig;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image store takes connections and says nothing: only who sends images feels it. */
@QuarkusTest
@WithTestResource(Engines.class)
@TestProfile(SilentStoreTest.Silent.class)
class SilentStoreTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int IMAGES = 40;

    private final IngestConfig config;
    private ServerSocket store;
    private final Camera camera = Camera.withNewKey();

    public static final class Silent implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ingest.images.endpoint", "http://127.0.0.1:" + Engines.freePort(), "ingest.images.timeout", "3s");
        }
    }

    SilentStoreTest(IngestConfig config) {
        this.config = config;
    }

    @BeforeEach
    void listen() throws IOException {
        int port = URI.create(config.images().endpoint()).getPort();
        store = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void images_are_told_to_come_back_and_reports_do_not_wait()
            throws IOException, InterruptedException, ExecutionException {
        byte[] image = large(ImageHeaderTest.image("png", 8, 8));
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Camera.Answer>> images = new ArrayList<>();
            for (int i = 0; i < IMAGES; i++) {
                String path = "/v1/inferences/i" + i + "/image";
                Callable<Camera.Answer> put = () -> camera.puts(path, image);
                images.add(senders.submit(put));
            }

            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(pingback().statusCode()).isEqualTo(200);
                assertThat(camera.posts("/v1/inferences", "{\"model_id\":\"m/1\"}")
                                .statusCode())
                        .isEqualTo(202);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start).dividedBy(20))
                    .as("mean time of a report while %d images wait", IMAGES)
                    .isLessThan(SOON);

            for (Future<Camera.Answer> answer : images) {
                assertThat(answer.get().statusCode()).isEqualTo(503);
                assertThat(answer.get().header("Retry-After")).matches("[1-9][0-9]*");
            }
        }
    }

    private Camera.Answer pingback() {
        return Camera.postsUnkeyed(
                "/inference-stats",
                "{\"api_key\":\"" + camera.key() + "\",\"device_id\":\"d\",\"inference_results\":[]}");
    }

    /** Larger by a chunk that nobody needs, so that all of them do not fit into memory at once. */
    private static byte[] large(byte[] png) {
        int size = 4 << 20;
        byte[] large = Arrays.copyOf(png, png.length + size + 12);
        int end = png.length - 12; // Where IEND begins.
        byte[] head = {(byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size};
        System.arraycopy(head, 0, large, end, 4);
        System.arraycopy("vpAg".getBytes(UTF_8), 0, large, end + 4, 4);
        Arrays.fill(large, end + 8, end + 12 + size, (byte) 0);
        System.arraycopy(png, end, large, end + 12 + size, 12);
        return large;
    }
}
