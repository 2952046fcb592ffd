package dev.sightline.ingest.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.Prediction;
import dev.sightline.ingest.IngestSettings;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferencePayloadTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

    @Test
    void a_detection_is_taken_with_everything_beside_it() throws IOException {
        InferenceRecorded inference = read("""
                {"inference_id":"137d0dee","time":0.0312,"image":{"width":1280,"height":720},"frame_id":null,
                 "predictions":[{"x":320.5,"y":241.0,"width":80.0,"height":120.0,"confidence":0.9123,"class":"helmet",
                                 "class_id":1,"detection_id":"aef62624","tracker_id":7,"parent_id":null}],
                 "model_id":"hard-hat/3","model_type":null,"timestamp":"2026-11-22T09:59:00.5+00:00",
                 "device_id":"line-3","server_id":"S","server_version":"1.5.0","tags":["plant-a",""],
                 "source":"external","source_info":"block","workflow_id":"w","stream_id":"s",
                 "confidence_threshold":0.4,"error":null,"visualization":"aGk=","unheard_of":[{"a":[1]}]}
                """);

        assertThat(inference)
                .isEqualTo(InferenceRecorded.newBuilder()
                        .setWorkspace("acme")
                        .setInferenceId("137d0dee")
                        .setOccurredAtMicros(micros(Instant.parse("2026-11-22T09:59:00.5Z")))
                        .setReceivedAtMicros(micros(NOW))
                        .setModelId("hard-hat/3")
                        .setModelType("object-detection")
                        .setDeviceId("line-3")
                        .setServerId("S")
                        .setServerVersion("1.5.0")
                        .addTags("plant-a")
                        .setSource("external")
                        .setSourceInfo("block")
                        .setWorkflowId("w")
                        .setStreamId("s")
                        .setConfidenceThreshold(0.4)
                        .setInferenceTime(0.0312)
                        .setImageWidth(1280)
                        .setImageHeight(720)
                        .addPredictions(Prediction.newBuilder()
                                .setClassName("helmet")
                                .setClassId(1)
                                .setConfidence(0.9123)
                                .setX(320.5)
                                .setY(241)
                                .setWidth(80)
                                .setHeight(120)
                                .setDetectionId("aef62624")
                                .setTrackerId("7"))
                        .build());
    }

    @Test
    void a_single_label_classification_names_its_top_class() throws IOException {
        InferenceRecorded inference = read("""
                {"model_id":"quality/7","time":0.008,"predictions":[{"class":"defect","class_id":0,"confidence":0.81},
                 {"class":"ok","class_id":1,"confidence":0.19}],"top":"defect","confidence":0.81}
                """);

        assertThat(inference.getTop()).isEqualTo("defect");
        assertThat(inference.getModelType()).isEqualTo("classification");
        assertThat(inference.getPredictionsList())
                .extracting(Prediction::getClassName)
                .containsExactly("defect", "ok");
    }

    @Test
    void the_map_of_a_multi_label_classification_becomes_predictions() throws IOException {
        InferenceRecorded inference = read("""
                {"model_id":"pets/1","predictions":{"cat":{"confidence":0.7,"class_id":0},
                 "dog":{"confidence":0.55,"class_id":1}},"predicted_classes":["cat","dog"]}
                """);

        assertThat(inference.getPredictionsList())
                .extracting(Prediction::getClassName, Prediction::getConfidence, Prediction::getClassId)
                .containsExactly(tuple("cat", 0.7, 0), tuple("dog", 0.55, 1));
        assertThat(inference.getTop()).isEmpty();
    }

    @Test
    void an_instance_segmentation_keeps_its_polygon() throws IOException {
        InferenceRecorded inference = read("""
                {"model_id":"cracks/2","predictions":[{"x":10,"y":10,"width":5,"height":5,"confidence":0.66,
                 "class":"crack","points":[{"x":8,"y":8},{"x":12,"y":8},{"x":12,"y":12}],"mask_format":"polygon"}]}
                """);

        assertThat(inference.getModelType()).isEqualTo("instance-segmentation");
        assertThat(inference.getPredictions(0).getPolygonList())
                .extracting(point -> point.getX() + "," + point.getY())
                .containsExactly("8.0,8.0", "12.0,8.0", "12.0,12.0");
    }

    @Test
    void an_instance_segmentation_keeps_its_run_lengths_as_sent() throws IOException {
        InferenceRecorded inference = read("""
                {"model_id":"cracks/2","predictions":[{"x":10,"y":10,"width":5,"height":5,"confidence":0.66,
                 "class":"crack","rle":{"size":[720,1280],"counts":"a1b"},"mask_format":"rle"}]}
                """);

        assertThat(inference.getPredictions(0).getRle()).isEqualTo("{\"size\":[720,1280],\"counts\":\"a1b\"}");
        assertThat(inference.getModelType()).isEqualTo("instance-segmentation");
    }

    @Test
    void keypoints_stay_with_their_detection() throws IOException {
        InferenceRecorded inference = read("""
                {"model_id":"pose/1","predictions":[{"x":10.0,"y":10.0,"width":5.0,"height":5.0,"confidence":0.9,
                 "class":"person","keypoints":[{"x":9.0,"y":8.0,"confidence":0.95,"class_id":0,"class":"nose"}]}]}
                """);

        assertThat(inference.getModelType()).isEqualTo("keypoint-detection");
        assertThat(inference.getPredictions(0).getKeypoints(0).getClassName()).isEqualTo("nose");
        assertThat(inference.getPredictions(0).getKeypoints(0).getConfidence()).isEqualTo(0.95);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "semantic segmentation | 'predictions':{'segmentation_mask':'iVBO','class_map':{'0':'background'},"
                        + "'confidence_mask':'iVBO','present_class_ids':[0,2]}",
                "a stub                | 'is_stub':true,'task_type':'object-detection'",
                "text                  | 'response':'a cat on a mat'",
                "an embedding          | 'embeddings':[[0.1,0.2]]",
                "gaze                  | 'predictions':[{'face':{'x':1},'yaw':0.1,'pitch':0.2}]",
                "segment anything      | 'predictions':[{'masks':[[[0,0],[1,0],[1,1]]],'confidence':0.9,'format':'polygon'}]",
                "depth                 | 'normalized_depth':[[0.1,0.2]],'image':'iVBO'",
                "nothing found         | 'predictions':[]",
            })
    void an_answer_without_predictions_counts_as_a_request(String kind, String answer) throws IOException {
        InferenceRecorded inference = read("{\"model_id\":\"m/1\"," + answer.replace('\'', '"') + "}");

        assertThat(inference.getPredictionsList()).as(kind).isEmpty();
    }

    @Test
    void predictions_may_lie_inside_an_object_as_workflows_write_them() throws IOException {
        InferenceRecorded boxes = read("""
                {"model_id":"m/1","predictions":{"image":{"width":64,"height":48},"predictions":[{"class":"cat",
                 "confidence":0.5,"x":1,"y":2,"width":3,"height":4,"parent_id":"image"}]}}""");
        InferenceRecorded single = read("""
                {"model_id":"m/1","predictions":{"image":{"width":64,"height":48},"top":"ok","confidence":0.9,
                 "predictions":[{"class":"ok","confidence":0.9,"class_id":0},{"class":"no","confidence":0.1,"class_id":1}]}}""");

        assertThat(boxes.getPredictionsList()).extracting(Prediction::getX).containsExactly(1.0);
        assertThat(boxes.getModelType()).isEqualTo("object-detection");
        assertThat(single.getPredictionsCount()).isEqualTo(2);
        assertThat(single.getTop()).isEqualTo("ok");
        assertThat(single.getModelType()).isEqualTo("classification");
    }

    @Test
    void class_may_be_called_class_name() throws IOException {
        InferenceRecorded inference =
                read("{\"model_id\":\"m/1\",\"predictions\":[{\"class_name\":\"cat\",\"confidence\":0.5}]}");

        assertThat(inference.getPredictions(0).getClassName()).isEqualTo("cat");
    }

    @Test
    void the_answers_of_a_request_with_several_images_share_its_id_and_are_numbered() throws IOException {
        InferenceBatch batch = readJson("[[{\"model_id\":\"m/1\"},{\"model_id\":\"m/1\"}],{\"model_id\":\"m/1\"}]");

        assertThat(eventsOf(batch))
                .extracting(InferenceRecorded::getResponseIndex)
                .containsExactly(0, 1, 0);
        assertThat(batch.inferenceIds().get(0)).isEqualTo(batch.inferenceIds().get(1));
        assertThat(batch.inferenceIds().get(0))
                .isNotEqualTo(batch.inferenceIds().get(2));
    }

    @Test
    void a_bad_answer_among_several_is_named_by_its_place() throws IOException {
        InferenceBatch batch = readJson(
                "[[{\"model_id\":\"m/1\"},{\"model_id\":\"m/1\",\"predictions\":[{\"class\":\"a\",\"confidence\":2}]}]]");

        assertThat(batch.events()).hasSize(1);
        assertThat(batch.rejections())
                .containsExactly(new Rejection(0, "[1].predictions[0].confidence", "2", "a number in [0, 1]"));
    }

    @Test
    void metadata_is_kept_as_json_spells_it() throws IOException {
        InferenceRecorded inference = read(
                "{\"model_id\":\"m/1\",\"metadata\":{\"s\":\"c1\",\"n\":1.10,\"e\":1e5,\"b\":true,\"none\":null}}");

        assertThat(inference.getMetadataMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of("s", "c1", "n", "1.10", "e", "1e5", "b", "true"));
        assertThat(inference.getMetadataTypesMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "n", MetadataType.METADATA_TYPE_NUMBER,
                        "e", MetadataType.METADATA_TYPE_NUMBER,
                        "b", MetadataType.METADATA_TYPE_BOOLEAN));
    }

    @Test
    void an_error_is_kept_with_its_status() throws IOException {
        InferenceRecorded inference =
                read("{\"model_id\":\"m/1\",\"error\":{\"status\":503,\"type\":\"Overload\",\"message\":\"busy\"}}");

        assertThat(inference.getError().getStatus()).isEqualTo(503);
        assertThat(inference.getError().getMessage()).isEqualTo("busy");
    }

    @Test
    void without_a_time_it_occurred_when_it_was_received() throws IOException {
        assertThat(read("{\"model_id\":\"m/1\"}").getOccurredAtMicros()).isEqualTo(micros(NOW));
    }

    @Test
    void a_time_may_be_unix_seconds() throws IOException {
        InferenceRecorded inference = read("{\"model_id\":\"m/1\",\"timestamp\":1795341540.25}");

        assertThat((double) inference.getOccurredAtMicros()).isCloseTo(1795341540.25e6, within(1.0));
    }

    @Test
    void a_time_may_be_unix_seconds_between_quotes() throws IOException {
        InferenceRecorded inference = read("{\"model_id\":\"m/1\",\"timestamp\":\"1795341540.25\"}");

        assertThat((double) inference.getOccurredAtMicros()).isCloseTo(1795341540.25e6, within(1.0));
    }

    @Test
    void a_confidence_that_single_precision_carried_beyond_its_bounds_is_at_them() throws IOException {
        InferenceRecorded inference =
                read("{\"model_id\":\"m/1\",\"predictions\":[{\"class\":\"cat\",\"confidence\":1.0000001192092896},"
                        + "{\"class\":\"dog\",\"confidence\":-5.9e-8}]}");

        assertThat(inference.getPredictionsList())
                .extracting(Prediction::getConfidence)
                .containsExactly(1.0, 0.0);
    }

    @Test
    void what_the_dashboard_exports_can_be_posted_again() throws IOException {
        InferenceRecorded inference = read("""
                {"inference_id":"x","response_index":2,"occurred_at":"2026-11-22T09:00:00Z",
                 "received_at":"2026-11-22T09:00:01Z","model_id":"a/1","project":"a","version":"1",
                 "inference_time":0.5,"prediction_count":0,"average_confidence":null,"has_image":false,"image":null}
                """);

        assertThat(inference.getResponseIndex()).isEqualTo(2);
        assertThat(inference.getInferenceTime()).isEqualTo(0.5);
        assertThat(inference.getOccurredAtMicros()).isEqualTo(micros(Instant.parse("2026-11-22T09:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'model_id':5                                       | model_id | 5",
                "'model_id':''                                      | model_id | \"\"",
                "'model_id':'a//3'                                  | model_id | \"a//3\"",
                "'inference_id':7                                   | inference_id | 7",
                "'predictions':'none'                               | predictions | \"none\"",
                "'predictions':['cat']                              | predictions[0] | \"cat\"",
                "'predictions':[{'class':'a','confidence':'0.9'}]   | predictions[0].confidence | \"0.9\"",
                "'predictions':[{'class':'a','confidence':1.2}]     | predictions[0].confidence | 1.2",
                "'predictions':[{'class':'a','confidence':-0.1}]    | predictions[0].confidence | -0.1",
                "'predictions':[{'class':'a','confidence':NaN}]     | predictions[0].confidence | NaN",
                "'predictions':[{'class':'a','confidence':1e999}]   | predictions[0].confidence | 1e999",
                "'predictions':[{'class':'a'}]                      | predictions[0].confidence | nothing",
                "'predictions':[{'confidence':0.5}]                 | predictions[0].class | nothing",
                "'predictions':[{'class':3,'confidence':0.5}]       | predictions[0].class | 3",
                "'predictions':[{'class':'a','confidence':1,'x':Infinity}] | predictions[0].x | Infinity",
                "'predictions':[{'class':'a','confidence':1,'class_id':1.5}] | predictions[0].class_id | 1.5",
                "'predictions':{'a':{'confidence':3}}               | predictions.a.confidence | 3",
                "'time':-1                                          | time | -1",
                "'time':'fast'                                      | time | \"fast\"",
                "'image':{'width':'wide'}                           | image.width | \"wide\"",
                "'tags':'plant-a'                                   | tags | \"plant-a\"",
                "'metadata':{'a':{'b':1}}                           | metadata.a | an object",
                "'error':'broken'                                   | error | \"broken\"",
                "'timestamp':'yesterday'                            | timestamp | \"yesterday\"",
                "'timestamp':true                                   | timestamp | true",
                "'timestamp':1e300                                  | timestamp | 1e300",
                "'timestamp':1795341600000                          | timestamp | 1795341600000",
                "'timestamp':'2026-11-22T10:11:00Z'                 | timestamp | \"2026-11-22T10:11:00Z\"",
                "'timestamp':'2026-08-24T09:00:00Z'                 | timestamp | \"2026-08-24T09:00:00Z\"",
                "'timestamp':'-999999999-01-01T00:00:00Z'           | timestamp | \"-999999999-01-01T00:00:00Z\"",
            })
    void what_cannot_be_taken_is_named_and_the_next_item_goes_on(String fields, String field, String got)
            throws IOException {
        String model = fields.contains("model_id") ? "" : "'model_id':'m/1',";
        String body = "[{" + model + fields + ",'device_id':'d'},{'model_id':'m/2'}]";

        InferenceBatch batch = readJson(body.replace('\'', '"'));

        assertThat(batch.rejections()).extracting(Rejection::index).containsExactly(0);
        assertThat(batch.rejections()).extracting(Rejection::field).containsExactly(field);
        assertThat(batch.rejections()).extracting(Rejection::got).containsExactly(got);
        assertThat(eventsOf(batch)).extracting(InferenceRecorded::getModelId).containsExactly("m/2");
    }

    @Test
    void an_item_that_is_no_object_is_refused_alone() throws IOException {
        InferenceBatch batch = readJson("[1,\"x\",null,{\"model_id\":\"m/1\"},{}]");

        assertThat(batch.rejections()).extracting(Rejection::index).containsExactly(0, 1, 2, 4);
        assertThat(batch.events()).hasSize(1);
    }

    @Test
    void more_predictions_than_allowed_refuse_the_inference() throws IOException {
        String prediction = "{\"class\":\"a\",\"confidence\":0.5}";
        String body = "{\"model_id\":\"m/1\",\"predictions\":["
                + String.join(",", Collections.nCopies(1001, prediction)) + "]}";

        InferenceBatch batch = readJson(body);

        assertThat(batch.rejections()).extracting(Rejection::got).containsExactly("more than 1000");
    }

    @Test
    void text_beyond_its_length_is_refused() throws IOException {
        InferenceBatch batch = readJson("{\"model_id\":\"m/1\",\"device_id\":\"" + "d".repeat(257) + "\"}");

        assertThat(batch.rejections()).extracting(Rejection::field).containsExactly("device_id");
    }

    @Test
    void an_inference_larger_than_the_log_takes_is_refused() throws IOException {
        var payload = payload(Map.of("ingest.limits.event", "1K"));
        String body = "{\"model_id\":\"m/1\",\"metadata\":{\"a\":\"" + "x".repeat(999) + "\",\"b\":\"" + "y".repeat(99)
                + "\"}}";

        InferenceBatch batch = read(payload, body, InferencePayload.Format.JSON, null);

        assertThat(batch.rejections())
                .extracting(Rejection::expected)
                .containsExactly("an inference of at most 1024 bytes");
    }

    @Test
    void more_items_than_allowed_refuse_the_request() {
        var payload = payload(Map.of("ingest.limits.items", "2"));

        assertThatThrownBy(() -> read(payload, "[{},{},{}]", InferencePayload.Format.JSON, null))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(413));
    }

    @Test
    void a_broken_line_costs_only_itself() throws IOException {
        String body = "{\"model_id\":\"m/1\"}\n\n{\"model_id\":\r\n{\"model_id\":\"m/2\"} {\"model_id\":\"m/3\"}\n"
                + "{\"model_id\":\"m/4\"}";

        InferenceBatch batch = read(payload(Map.of()), body, InferencePayload.Format.LINES, null);

        assertThat(eventsOf(batch)).extracting(InferenceRecorded::getModelId).containsExactly("m/1", "m/4");
        assertThat(batch.rejections()).extracting(Rejection::index).containsExactly(1, 2);
    }

    @Test
    void a_cloud_event_gives_its_data_an_id_and_a_time() throws IOException {
        String body = """
                {"specversion":"1.0","type":"inference","data":{"model_id":"m/1"},"id":"e1","source":"/camera/1",
                 "time":"2026-11-22T09:00:00Z"}
                """;

        InferenceBatch once = read(payload(Map.of()), body, InferencePayload.Format.CLOUD_EVENT, null);
        InferenceBatch again = read(payload(Map.of()), body, InferencePayload.Format.CLOUD_EVENT, null);

        assertThat(eventsOf(once).getFirst().getOccurredAtMicros())
                .isEqualTo(micros(Instant.parse("2026-11-22T09:00:00Z")));
        assertThat(again.inferenceIds()).isEqualTo(once.inferenceIds());
    }

    @Test
    void a_batch_of_cloud_events_is_judged_event_by_event() throws IOException {
        String body = """
                [{"specversion":"1.0","id":"1","source":"/c","data":{"model_id":"m/1","inference_id":"own"}},
                 {"specversion":"1.0","id":"2","source":"/c"},
                 {"specversion":"1.0","id":"3","source":"/c","data":{"model_id":"m/1","time":-1}},
                 {"specversion":"1.0","id":4,"source":"/c","data":{"model_id":"m/1"}}]
                """;

        InferenceBatch batch = read(payload(Map.of()), body, InferencePayload.Format.CLOUD_EVENTS, null);

        assertThat(batch.inferenceIds()).containsExactly("own");
        assertThat(batch.rejections()).extracting(Rejection::field).containsExactly("data", "data.time", "id");
    }

    @Test
    void an_idempotency_key_gives_the_same_ids_again() throws IOException {
        String body = "[{\"model_id\":\"m/1\"},{\"model_id\":\"m/1\"}]";

        InferenceBatch once = read(payload(Map.of()), body, InferencePayload.Format.JSON, "k1");
        InferenceBatch again = read(payload(Map.of()), body, InferencePayload.Format.JSON, "k1");
        InferenceBatch other = read(payload(Map.of()), body, InferencePayload.Format.JSON, "k2");

        assertThat(again.inferenceIds()).isEqualTo(once.inferenceIds()).doesNotHaveDuplicates();
        assertThat(other.inferenceIds()).doesNotContainAnyElementsOf(once.inferenceIds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"''", "{", "[{\"model_id\":\"m/1\"},", "5", "{} {}", "{\"a\":tru}"})
    void a_body_that_cannot_be_read_is_malformed(String body) {
        assertThatThrownBy(() -> readJson(body.replace("''", "")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static InferenceRecorded read(String body) throws IOException {
        InferenceBatch batch = readJson(body);
        assertThat(batch.rejections()).isEmpty();
        return eventsOf(batch).getFirst();
    }

    private static InferenceBatch readJson(String body) throws IOException {
        return read(payload(Map.of()), body, InferencePayload.Format.JSON, null);
    }

    private static InferenceBatch read(
            InferencePayload payload, String body, InferencePayload.Format format, @Nullable String idempotencyKey)
            throws IOException {
        return payload.read(
                body.getBytes(StandardCharsets.UTF_8),
                format,
                new InferenceBatch.Sender(new Reporter("acme", "k"), idempotencyKey, null));
    }

    private static InferencePayload payload(Map<String, String> settings) {
        var config = IngestSettings.with(settings);
        return new InferencePayload(new InferenceReader(config), config, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static List<InferenceRecorded> eventsOf(InferenceBatch batch) {
        return batch.events().stream().map(event -> parse(event.value())).toList();
    }

    private static InferenceRecorded parse(byte[] value) {
        try {
            return InferenceRecorded.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the log would hold what nobody can read", e);
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }
}
