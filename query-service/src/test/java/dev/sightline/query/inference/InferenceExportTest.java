package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.jerolba.carpet.CarpetReader;
import dev.sightline.query.SampleInference;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class InferenceExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant FROM = Instant.parse("2026-03-10T10:00:00Z");
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", FROM.toString(), "until", FROM.plusSeconds(3600).toString());

    /** More than what is read at once. */
    private static final int MANY = 1003;

    private final TestWorkspace workspace = TestWorkspace.create();

    @TempDir
    private Path folder;

    @Test
    void a_line_is_an_inference_as_the_api_shows_it() throws JsonProcessingException {
        store(whole("one"));
        attach("one", Map.of("camera", "c2"));

        var answer = export("ndjson", Map.of());

        assertThat(answer.contentType()).startsWith("application/x-ndjson");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"inferences-2026-03-10.ndjson\"");
        var shown = workspace.asProgram().get("/api/v1/inferences/one").asString();
        assertThat(answer.asString()).endsWith("}\n");
        assertThat(JSON.readTree(answer.asString())).isEqualTo(JSON.readTree(shown));
        assertThat(JSON.readTree(shown).at("/metadata/camera").asText()).isEqualTo("c2");
    }

    @Test
    void all_of_many_come_once_and_newest_first() throws IOException {
        List<SampleInference> many = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            // Several to an instant, so that the place within it matters where a page ends.
            many.add(at(FROM.plusSeconds(i / 4), "i-%04d".formatted(i)));
            expected.addFirst("i-%04d".formatted(i));
        }
        many.add(at(FROM.plusSeconds(3600), "outside"));
        store(many);

        List<String> found = new ArrayList<>();
        for (String line : export("ndjson", Map.of()).asString().lines().toList()) {
            found.add(JSON.readTree(line).get("inference_id").asText());
        }

        assertThat(found).isEqualTo(expected);
        assertThat(table(export("csv", Map.of())))
                .extracting(line -> line.get("inference_id"))
                .isEqualTo(expected);
        assertThat(columns(export("parquet", Map.of())))
                .extracting(row -> row.get("inference_id"))
                .isEqualTo(expected);
    }

    @Test
    void a_table_has_a_head_and_json_where_there_are_parts() throws IOException {
        store(
                whole("a, \"quoted\"\nname"),
                at(FROM, "failed").with("is_error", true).with("error_status", 500));

        var answer = export("csv", Map.of());

        assertThat(answer.contentType()).startsWith("text/csv");
        assertThat(answer.asString()).startsWith("inference_id,response_index,occurred_at,received_at,model_id,");
        var lines = table(answer);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .containsEntry("inference_id", "a, \"quoted\"\nname")
                .containsEntry("occurred_at", "2026-03-10T10:00:01.123456Z")
                .containsEntry("image_width", "1280")
                .containsEntry("inference_time", "0.031")
                .containsEntry("error_status", "");
        JsonNode prediction = JSON.readTree(lines.getFirst().get("predictions")).get(0);
        assertThat(prediction.at("/points/0/x").asDouble()).isEqualTo(1.5);
        assertThat(JSON.readTree(lines.getFirst().get("metadata")))
                .isEqualTo(JSON.readTree("{\"camera\":\"c1\",\"temperature\":21.5}"));
        assertThat(lines.getLast()).containsEntry("error_status", "500").containsEntry("inference_time", "");
    }

    @Test
    void columns_keep_lists_maps_and_times() throws IOException {
        store(whole("one"), at(FROM, "failed").with("is_error", true).with("error_status", 500));

        var answer = export("parquet", Map.of());

        assertThat(answer.contentType()).isEqualTo("application/vnd.apache.parquet");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"inferences-2026-03-10.parquet\"");
        var rows = columns(answer);
        assertThat(rows).extracting(row -> row.get("inference_id")).containsExactly("one", "failed");
        assertThat(rows.getFirst())
                .containsEntry("occurred_at", Instant.parse("2026-03-10T10:00:01.123456Z"))
                .containsEntry("image_width", 1280)
                .containsEntry("inference_time", 0.031)
                .containsEntry("tags", List.of("plant-a"))
                .containsEntry("metadata", Map.of("camera", "c1", "temperature", "21.5"))
                .containsEntry("error_status", null);
        var predictions = JSON.valueToTree(rows.getFirst().get("predictions"));
        assertThat(predictions.at("/0/confidence").asDouble()).isEqualTo(0.91);
        assertThat(JSON.readTree(predictions.at("/0/shape").asText())
                        .at("/points/0/x")
                        .asDouble())
                .isEqualTo(1.5);
        assertThat(rows.getLast()).containsEntry("error_status", 500).containsEntry("inference_time", null);
    }

    @Test
    void a_table_of_nothing_is_a_head_and_of_lines_none() {
        assertThat(export("csv", Map.of()).asString().lines())
                .singleElement()
                .asString()
                .startsWith("inference_id,");
        assertThat(export("ndjson", Map.of()).asString()).isEmpty();
    }

    @Test
    void columns_of_nothing_are_a_file_without_rows() throws IOException {
        assertThat(columns(export("parquet", Map.of()))).isEmpty();
    }

    @Test
    void text_that_a_spreadsheet_would_compute_is_shown_as_text() throws IOException {
        store(at(FROM, "one")
                .with("device_id", "=HYPERLINK(\"http://example.com\")")
                .with("source", "-1"));

        assertThat(table(export("csv", Map.of())))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("device_id", "'=HYPERLINK(\"http://example.com\")")
                        .containsEntry("source", "'-1"));
        assertThat(JSON.readTree(export("ndjson", Map.of()).asString())
                        .get("source")
                        .asText())
                .isEqualTo("-1");
    }

    @Test
    void filters_narrow_it_and_nobody_gets_another_workspace() {
        store(whole("one"), at(FROM, "two").with("device_id", "line-2"));

        assertThat(export("ndjson", Map.of("metadata.camera", "c1")).asString().lines())
                .singleElement()
                .asString()
                .contains("\"one\"");
        assertThat(export("ndjson", Map.of("device_id", "line-2")).asString().lines())
                .singleElement()
                .asString()
                .contains("\"two\"");
        assertThat(exportOf(TestWorkspace.create(), "ndjson", Map.of()).asString())
                .isEmpty();
    }

    @Test
    void what_cannot_be_meant_is_refused_before_anything_is_written() {
        export("xlsx", Map.of()).then().statusCode(422);
        export("csv", Map.of("devise_id", "line-1")).then().statusCode(422);
        export("csv", Map.of("limit", "10")).then().statusCode(422);
    }

    @Test
    void what_fails_on_the_way_does_not_look_whole() {
        List<SampleInference> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            many.add(at(FROM.plusSeconds(60 + i), "i-" + i));
        }
        // Nothing that a service writes, and the last one that is read.
        many.add(
                at(FROM, "broken").with("predictions.shape", List.of("no JSON")).confidences(0.5));
        store(many);

        assertThatThrownBy(() -> export("ndjson", Map.of()).asString()).isInstanceOf(Exception.class);
    }

    private SampleInference whole(String id) {
        return at(Instant.parse("2026-03-10T10:00:01.123456Z"), id)
                .with("device_id", "line-1")
                .with("inference_time", 0.031)
                .with("image_width", 1280)
                .with("image_height", 720)
                .with("tags", List.of("plant-a"))
                .with("metadata", Map.of("camera", "c1", "temperature", "21.5"))
                .with("metadata_types", Map.of("temperature", "number"))
                .with("predictions.x", List.of(320.5))
                .with("predictions.y", List.of(241))
                .with("predictions.width", List.of(80))
                .with("predictions.height", List.of(120))
                .with("predictions.shape", List.of("{\"points\":[{\"x\":1.5,\"y\":2.0}]}"))
                .confidences(0.91);
    }

    private SampleInference at(Instant time, String id) {
        return anInference(workspace, time).with("inference_id", id);
    }

    private void attach(String id, Map<String, String> fields) {
        insert(
                "inference_metadata",
                List.of(Map.of(
                        "workspace",
                        workspace.slug(),
                        "inference_id",
                        id,
                        "metadata",
                        fields,
                        "received_at",
                        FROM.toString(),
                        "logged_at",
                        FROM.toString())));
    }

    private Response export(String format, Map<String, String> filter) {
        return exportOf(workspace, format, filter);
    }

    private static Response exportOf(TestWorkspace workspace, String format, Map<String, String> filter) {
        return workspace
                .asProgram()
                .queryParams(ONE_HOUR)
                .queryParams(filter)
                .queryParam("format", format)
                .get("/api/v1/inferences/export");
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // The reader's rows of unknown shape are raw maps.
    private List<Map<String, Object>> columns(Response answer) throws IOException {
        Path file = Files.write(folder.resolve("export.parquet"), answer.asByteArray());
        return (List) new CarpetReader<>(file.toFile(), Map.class).toList();
    }

    private static List<Map<String, String>> table(Response answer) throws IOException {
        try (MappingIterator<Map<String, String>> lines = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(answer.asString())) {
            return lines.readAll();
        }
    }
}
