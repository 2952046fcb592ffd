package dev.sightline.ingest.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sightline.ingest.IngestSettings;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.SpooledBody;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreAwayTest {
    private static final String SHA256 = "0".repeat(64);

    @Test
    void a_store_that_says_it_is_full_is_not_asked_again(@TempDir Path folder) throws IOException {
        var full = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        full.createContext("/", exchange -> {
            boolean isPut = exchange.getRequestMethod().equals("PUT");
            byte[] body = isPut ? "<Error><Code>XMinioStorageFull</Code></Error>".getBytes(UTF_8) : new byte[0];
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(isPut ? 507 : 200, isPut ? body.length : -1);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        full.start();
        String endpoint = "http://127.0.0.1:" + full.getAddress().getPort();
        var store =
                new S3ImageStore(IngestSettings.with(Map.of("ingest.images.endpoint", endpoint)), Clock.systemUTC());

        try (var file = new RandomAccessFile(folder.resolve("image").toFile(), "rw")) {
            file.write(1);
            file.seek(0);
            assertThatThrownBy(() -> store.put("acme/1", new SpooledBody.Kept(file, 1, SHA256), "image/png"))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.status()).isEqualTo(507);
                        assertThat(problem.headers()).doesNotContainKey("Retry-After");
                    });
        } finally {
            full.stop(0);
        }
    }

    @Test
    void without_the_store_a_sender_is_told_to_come_back(@TempDir Path folder) throws IOException {
        var store = new S3ImageStore(
                IngestSettings.with(Map.of("ingest.images.endpoint", "http://127.0.0.1:1")), Clock.systemUTC());

        try (var file = new RandomAccessFile(folder.resolve("image").toFile(), "rw")) {
            file.write(1);
            file.seek(0);
            assertThatThrownBy(() -> store.put("acme/1", new SpooledBody.Kept(file, 1, SHA256), "image/png"))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.status()).isEqualTo(503);
                        assertThat(problem.headers()).containsKey("Retry-After");
                    });
        }
    }
}
