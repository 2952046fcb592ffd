package dev.sightline.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.SpaceLevel;
import dev.sightline.contract.events.SpaceObserved;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import dev.sightline.ingest.dataset.FormData;
import dev.sightline.ingest.events.Events;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While there is no room, images are shed and nothing else. */
@QuarkusTest
@WithTestResource(Engines.class)
class ImageRoomTest {
    private final Camera camera = Camera.withNewKey();
    private int image;

    @BeforeEach
    void store_an_image_and_run_out_of_room() throws Exception {
        assertThat(putsAnother().statusCode()).isEqualTo(202);
        says(SpaceLevel.SPACE_LEVEL_NO_IMAGES);
        await().untilAsserted(() -> putsAnother().isProblem(507, "no-room-for-images"));
    }

    @AfterEach
    void find_room() throws Exception {
        says(SpaceLevel.SPACE_LEVEL_ENOUGH);
        await().untilAsserted(() -> assertThat(putsAnother().statusCode()).isEqualTo(202));
    }

    @Test
    void an_image_is_refused_for_good_and_an_inference_is_taken() throws IOException {
        var refused = putsAnother();
        var inference = camera.posts("/v1/inferences", "{\"model_id\":\"m/1\"}");

        assertThat(refused.header("Retry-After"))
                .as("an image that waits is one more to wait")
                .isEmpty();
        assertThat(inference.statusCode()).isEqualTo(202);
    }

    @Test
    void of_an_inference_and_its_image_the_inference_is_taken_and_its_sender_told() throws IOException {
        var form = new FormData()
                .with("inference", "{\"model_id\":\"m/1\",\"inference_id\":\"alone\",\"predictions\":[]}")
                .with("image", anotherImage());
        try (var inferences = new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(camera.workspace()))) {
            var answer = camera.posts("/v1/inferences", form.bytes(), "Content-Type", FormData.TYPE);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
            assertThat(answer.json().at("/rejected/0/field").asText()).isEqualTo("image");
            assertThat(inferences.waitFor(1).getFirst().getInferenceId()).isEqualTo("alone");
        }
    }

    @Test
    void an_image_that_is_stored_already_takes_no_room() throws IOException {
        byte[] stored = ImageHeaderTest.image("png", 20, 20);

        assertThat(camera.puts("/v1/inferences/again/image", stored).statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_server_s_upload_is_told_in_its_own_words() throws IOException {
        var form = new FormData().with("file", anotherImage());

        var answer = camera.posts("/dataset/d/upload?inference_id=i", form.bytes(), "Content-Type", FormData.TYPE)
                .isProblem(507, "no-room-for-images");

        assertThat(answer.json().get("error").asText()).contains("takes no images");
    }

    private Camera.Answer putsAnother() throws IOException {
        return camera.puts("/v1/inferences/i" + image + "/image", anotherImage());
    }

    private byte[] anotherImage() throws IOException {
        return ImageHeaderTest.image("png", 20 + image++, 20);
    }

    private static void says(SpaceLevel level) throws Exception {
        var word = SpaceObserved.newBuilder()
                .setLevel(level)
                .setObservedAtMicros(Events.micros(Instant.now()))
                .build();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Engines.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = "installation".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.SPACE, key, word.toByteArray()))
                    .get();
        }
    }
}
