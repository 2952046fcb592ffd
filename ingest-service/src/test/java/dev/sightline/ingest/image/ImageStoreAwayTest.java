package dev.sightline.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.ingest.IngestSettings;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.SpooledBody;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreAwayTest {
    @Test
    void without_the_store_a_sender_is_told_to_come_back(@TempDir Path folder) throws IOException {
        var store = new S3ImageStore(
                IngestSettings.with(Map.of("ingest.images.endpoint", "http://127.0.0.1:1")), Clock.systemUTC());

        try (var file = new RandomAccessFile(folder.resolve("image").toFile(), "rw")) {
            file.write(1);
            file.seek(0);
            assertThatThrownBy(() -> store.put("acme/1", new SpooledBody.Kept(file, 1, "1"), "image/png"))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.status()).isEqualTo(503);
                        assertThat(problem.headers()).containsKey("Retry-After");
                    });
        }
    }
}
