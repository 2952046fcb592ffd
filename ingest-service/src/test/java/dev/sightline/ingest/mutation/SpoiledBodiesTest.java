package dev.sightline.ingest.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.InferenceAnnotated;
import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.InferenceSampled;
import dev.sightline.contract.events.ModelId;
import dev.sightline.contract.events.Prediction;
import dev.sightline.contract.events.ServerUsageReported;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * More than 20 000 spoiled bodies to every endpoint that takes one. Each is taken or refused with a reason, none breaks
 * anything here, and whatever went into the log can be read by those who come after.
 */
@QuarkusTest
@WithTestResource(Engines.class)
class SpoiledBodiesTest {
    private static final long SEED = 20_261_122;
    private static final int OF_EACH_SAMPLE = 1_700;
    private static final int AT_ONCE = 64;
    private static final long MEMORY_BYTES = 64L << 20;
    // What ClickHouse's times can hold, in microseconds.
    private static final long FIRST_TIME = -2_208_988_800_000_000L;
    private static final long LAST_TIME = 10_413_791_999_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Camera camera = Camera.withNewKey();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void spoiled_bodies_are_refused_by_name_and_break_nothing() throws Exception {
        List<Sample> samples = Sample.all(camera);
        try (var inferences = tail(Topics.INFERENCES, InferenceRecorded.parser(), InferenceRecorded::getWorkspace);
                var beats = tail(Topics.HEARTBEATS, HeartbeatReceived.parser(), HeartbeatReceived::getWorkspace);
                var images = tail(
                        Topics.INFERENCE_IMAGES, InferenceImageStored.parser(), InferenceImageStored::getWorkspace);
                var boxes = tail(
                        Topics.INFERENCE_ANNOTATIONS, InferenceAnnotated.parser(), InferenceAnnotated::getWorkspace);
                var metadata = tail(
                        Topics.INFERENCE_METADATA, InferenceMetadataSet.parser(), InferenceMetadataSet::getWorkspace);
                var usage = tail(Topics.SERVER_USAGE, ServerUsageReported.parser(), ServerUsageReported::getWorkspace);
                var sampled =
                        tail(Topics.INFERENCE_SAMPLES, InferenceSampled.parser(), InferenceSampled::getWorkspace)) {
            long before = usedMemory();

            int sent = 0;
            for (Sample sample : samples) {
                sent += send(sample);
            }

            assertThat(sent).isGreaterThanOrEqualTo(20_000);
            assertThat(wrong).as("answers that should not be, seed %d", SEED).isEmpty();
            assertThat(usedMemory() - before).as("memory that stays taken").isLessThan(MEMORY_BYTES);
            assertThat(all(inferences)).isNotEmpty().allSatisfy(SpoiledBodiesTest::requireReadable);
            assertThat(all(metadata)).isNotEmpty().allSatisfy(SpoiledBodiesTest::requireNamed);
            // That they parse is what reading them shows.
            assertThat(all(beats)).isNotEmpty();
            assertThat(all(images)).isNotEmpty();
            assertThat(all(boxes)).isNotEmpty();
            assertThat(all(usage)).isNotEmpty();
            assertThat(all(sampled)).isNotEmpty();
        }
    }

    private int send(Sample sample) throws InterruptedException {
        var mutations = new Mutations(new Random(SEED + sample.path().hashCode()));
        int count = sample.isImage() ? OF_EACH_SAMPLE / 10 : OF_EACH_SAMPLE;
        var room = new Semaphore(AT_ONCE);
        for (int i = 0; i < count; i++) {
            byte[] body = i == 0 ? sample.body() : mutations.of(sample.body());
            room.acquire();
            var _ = http.sendAsync(sample.request(camera, body), HttpResponse.BodyHandlers.ofString(UTF_8))
                    .whenComplete((answer, failure) -> {
                        room.release();
                        if (failure != null) {
                            wrong.add(sample.path() + ": " + failure + " to " + shown(body));
                        } else if (!isAsItShouldBe(answer)) {
                            wrong.add(sample.path() + ": " + answer.statusCode() + ' ' + answer.body() + " to "
                                    + shown(body));
                        }
                    });
        }
        room.acquire(AT_ONCE);
        return count;
    }

    /** Taken, or a problem that says what is wrong; of an item that was refused, where. */
    private static boolean isAsItShouldBe(HttpResponse<String> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() < 300) {
                return areNamed(body.path("rejected"));
            }
            boolean isProblem =
                    answer.headers().firstValue("Content-Type").orElse("").equals("application/problem+json");
            boolean isNamed =
                    answer.statusCode() != 422 || (body.has("field") && body.has("got") && body.has("expected"));
            return answer.statusCode() < 500
                    && isProblem
                    && isNamed
                    && !body.path("detail").asText().isEmpty()
                    && areNamed(body.path("rejected"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean areNamed(JsonNode rejections) {
        for (JsonNode rejection : rejections) {
            if (!rejection.has("field") || rejection.path("expected").asText().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** As stats-service does before it stores. */
    private static void requireReadable(InferenceRecorded inference) throws IOException {
        assertThat(ModelId.parse(inference.getModelId()).project()).isNotEmpty();
        assertThat(inference.getInferenceId()).isNotEmpty();
        assertThat(inference.getOccurredAtMicros()).isBetween(FIRST_TIME, LAST_TIME);
        for (Prediction prediction : inference.getPredictionsList()) {
            assertThat(prediction.getConfidence()).isBetween(0.0, 1.0);
            if (!prediction.getRle().isEmpty()) {
                assertThat(JSON.readTree(prediction.getRle()).isObject()).isTrue();
            }
        }
    }

    private static void requireNamed(InferenceMetadataSet metadata) {
        assertThat(metadata.getInferenceId() + metadata.getDeviceId()).isNotEmpty();
    }

    private <T extends Message> TopicTail<T> tail(String topic, Parser<T> parser, Function<T, String> workspace) {
        Predicate<T> isOurs = event -> workspace.apply(event).equals(camera.workspace());
        return new TopicTail<>(topic, parser, isOurs);
    }

    /** Until there are no more. */
    private static <T extends Message> List<T> all(TopicTail<T> tail) {
        int count = -1;
        for (int quiet = 0; quiet < 3; ) {
            int now = tail.poll().size();
            quiet = now == count ? quiet + 1 : 0;
            count = now;
        }
        return new ArrayList<>(tail.poll());
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String shown(byte[] body) {
        String text = new String(body, UTF_8);
        return text.substring(0, Math.min(600, text.length()));
    }
}
