package dev.sightline.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.ingest.Engines;
import dev.sightline.ingest.IngestSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A store without a bucket yet, as every installation begins; the real one of the engines that run. */
class NewImageStoreTest {
    private static final int AT_ONCE = 16;

    @Test
    void first_images_that_come_at_once_to_several_instances_find_room() throws Exception {
        var settings = Engines.imageStore("test-" + UUID.randomUUID());
        List<Callable<Boolean>> first = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            var store = new S3ImageStore(IngestSettings.with(settings), Clock.systemUTC());
            first.add(() -> store.has("acme/1"));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> answer : threads.invokeAll(first)) {
                assertThat(answer.get()).isFalse();
            }
        }
    }
}
