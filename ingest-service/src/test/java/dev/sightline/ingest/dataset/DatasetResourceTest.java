package dev.sightline.ingest.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.events.InferenceAnnotated;
import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class DatasetResourceTest {
    private static final String INFERENCE = "c1555949-503e-42f9-a825-2ac1f6a420ae";

    private final Camera camera = Camera.withNewKey();

    @Test
    void an_upload_with_an_inference_id_gives_that_inference_its_image() throws IOException {
        try (var images = imagesOf(camera)) {
            var answer = uploads("&inference_id=" + INFERENCE, anUpload());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.json().get("success").asBoolean()).isTrue();
            assertThat(answer.json().get("id").asText()).isNotEmpty();
            InferenceImageStored stored = images.waitFor(1).getFirst();
            assertThat(stored.getInferenceId()).isEqualTo(INFERENCE);
            assertThat(stored.getContentType()).isEqualTo("image/jpeg");
            assertThat(stored.getWidth()).isEqualTo(64);
        }
    }

    @Test
    void its_annotation_gives_the_inference_its_boxes() throws IOException {
        String id = uploads("&inference_id=" + INFERENCE, anUpload())
                .json()
                .get("id")
                .asText();
        try (var boxes = new TopicTail<>(
                Topics.INFERENCE_ANNOTATIONS,
                InferenceAnnotated.parser(),
                boxed -> boxed.getWorkspace().equals(camera.workspace()))) {
            var answer = annotates(id, "local.json", """
                    {"image":{"width":64,"height":48},"predictions":[{"width":20.0,"height":10.0,"x":21.0,"y":22.0,
                     "confidence":0.91,"class_id":1,"class":"helmet","detection_id":"d1","parent_id":"image"}]}""");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.response().body()).isEqualTo("{\"success\":true}");
            InferenceAnnotated boxed = boxes.waitFor(1).getFirst();
            assertThat(boxed.getInferenceId()).isEqualTo(INFERENCE);
            assertThat(boxed.getImageHeight()).isEqualTo(48);
            assertThat(boxed.getPredictions(0).getX()).isEqualTo(21);
            assertThat(boxed.getPredictions(0).getClassName()).isEqualTo("helmet");
        }
    }

    @Test
    void the_same_image_of_another_inference_is_no_duplicate() throws IOException {
        uploads("&inference_id=one", anUpload());

        var answer = uploads("&inference_id=two", anUpload());

        assertThat(answer.json().has("duplicate")).isFalse();
        assertThat(answer.json().get("success").asBoolean()).isTrue();
    }

    @Test
    void metadata_of_an_upload_is_attached_to_its_inference() throws IOException {
        try (var metadata = new TopicTail<>(
                Topics.INFERENCE_METADATA,
                InferenceMetadataSet.parser(),
                set -> set.getWorkspace().equals(camera.workspace()))) {
            uploads("&inference_id=" + INFERENCE, anUpload().with("metadata", "{\"camera_id\":\"cam_01\",\"gain\":3}"));

            InferenceMetadataSet set = metadata.waitFor(1).getFirst();
            assertThat(set.getInferenceId()).isEqualTo(INFERENCE);
            assertThat(set.getFields(0).getValue()).isEqualTo("cam_01");
            assertThat(set.getFields(1).getType()).isEqualTo(MetadataType.METADATA_TYPE_NUMBER);
        }
    }

    @Test
    void an_upload_that_names_no_inference_is_taken_too() throws IOException {
        var answer = uploads("", anUpload());

        assertThat(answer.json().get("success").asBoolean()).isTrue();
    }

    @Test
    void the_name_of_a_class_is_taken() throws IOException {
        String id = uploads("&inference_id=" + INFERENCE, anUpload())
                .json()
                .get("id")
                .asText();

        assertThat(annotates(id, "local.txt", "defect").response().body()).isEqualTo("{\"success\":true}");
    }

    @Test
    void what_cannot_be_taken_is_refused_by_name() throws IOException {
        String id = uploads("&inference_id=x", anUpload()).json().get("id").asText();

        var box = annotates(id, "a.json", "{\"predictions\":[{\"class\":\"a\",\"confidence\":1,\"x\":\"far\"}]}")
                .isProblem(422, "invalid-input");
        assertThat(box.json().get("field").asText()).isEqualTo("predictions[0].x");
        assertThat(box.json().get("error").asText()).isNotEmpty();
        var metadata = uploads("&inference_id=x", anUpload().with("metadata", "{\"deep\":{}}"))
                .isProblem(422, "invalid-input");
        assertThat(metadata.json().get("field").asText()).isEqualTo("metadata.deep");
        var file =
                uploads("&inference_id=x", new FormData().with("name", "a.jpg")).isProblem(422, "invalid-input");
        assertThat(file.json().get("field").asText()).isEqualTo("file");
        annotates("someone-elses", "a.json", "{}").isProblem(404, "unknown-image");
    }

    @Test
    void another_workspace_cannot_reach_the_image_through_its_id() throws IOException {
        String id = uploads("&inference_id=x", anUpload()).json().get("id").asText();
        Camera other = Camera.withNewKey();
        try (var boxes = new TopicTail<>(
                Topics.INFERENCE_ANNOTATIONS,
                InferenceAnnotated.parser(),
                boxed -> boxed.getWorkspace().equals(other.workspace()))) {
            Camera.send(Camera.to("/dataset/hats/annotate/" + id + "?api_key=" + other.key())
                    .POST(BodyPublishers.ofString("{\"predictions\":[]}")));

            assertThat(boxes.waitFor(1).getFirst().getObjectKey()).startsWith(other.workspace() + '/');
        }
    }

    private Camera.Answer uploads(String query, FormData form) {
        return Camera.send(Camera.to("/dataset/hats/upload?api_key=" + camera.key() + "&batch=b1&tag=a&tag=b" + query)
                .header("Content-Type", FormData.TYPE)
                .POST(BodyPublishers.ofByteArray(form.bytes())));
    }

    private Camera.Answer annotates(String id, String name, String body) {
        return Camera.send(Camera.to("/dataset/hats/annotate/" + id + "?api_key=" + camera.key() + "&name=" + name
                        + "&prediction=true")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8))));
    }

    private static FormData anUpload() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        return new FormData().with("name", "4aa59352.jpg").with("file", bytes.toByteArray());
    }

    private static TopicTail<InferenceImageStored> imagesOf(Camera camera) {
        return new TopicTail<>(
                Topics.INFERENCE_IMAGES,
                InferenceImageStored.parser(),
                image -> image.getWorkspace().equals(camera.workspace()));
    }
}
