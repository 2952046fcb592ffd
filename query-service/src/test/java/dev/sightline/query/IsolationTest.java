package dev.sightline.query;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.contract.access.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API's own description, asked with all that one may know of another workspace: its ids, names,
 * cursors and filters. The answer is the same as for what nobody has, so that not even its existence shows.
 */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class IsolationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** In everything of theirs that no request here names. */
    private static final String SECRET = "between-ourselves";

    /** They are about no workspace's data. */
    private static final Set<String> AT_THE_DOOR = Set.of("signIn", "signOut", "getSession");

    private static final Map<String, String> WINDOW = Map.of(
            "from", "2026-03-10T10:00:00Z",
            "until", "2026-03-10T11:00:00Z",
            "startTime", "2026-03-10 10:00:00",
            "endTime", "2026-03-10 11:00:00");

    private static final Map<String, Map<String, ?>> BODIES = Map.of(
            "createApiKey", Map.of("name", "another", "scopes", List.of("read")),
            "setInferenceMetadata", Map.of("metadata", Map.of("camera", "c1")),
            "saveView", Map.of("name", "another", "search", ""));

    private final TestWorkspace theirs = TestWorkspace.create();
    private final UUID theirId = UUID.randomUUID();
    private String us = "";
    private String them = "";

    private record Operation(String id, String method, String path, List<String> inPath, List<String> inQuery) {}

    @BeforeEach
    void sign_in() {
        us = TestWorkspace.signIn(TestWorkspace.create().person(Role.OWNER));
        them = TestWorkspace.signIn(theirs.person(Role.OWNER));
    }

    @BeforeEach
    void they_have_something_everywhere() {
        store(
                anInference(theirs, "2026-03-10T10:00:00Z")
                        .of("theirs-model", "7")
                        .with("inference_id", "theirs-inference")
                        .with("device_id", "theirs-device")
                        .with("tags", List.of("theirs-tag"))
                        .with("source", "theirs-source")
                        .with("metadata", Map.of("theirs-field", SECRET))
                        .predictions(List.of("theirs-class", SECRET), 0.9, 0.8),
                anInference(theirs, "2026-03-10T10:00:01Z")
                        .of(SECRET, "1")
                        .with("device_id", SECRET)
                        .confidences(0.5),
                anInference(theirs, "2026-03-10T10:00:02Z").of("theirs-model", "7"));
        insert(
                "inference_image",
                List.of(Map.of(
                        "workspace",
                        theirs.slug(),
                        "inference_id",
                        "theirs-inference",
                        "received_at",
                        "2099-01-01T00:00:00Z",
                        "object_key",
                        theirs.slug() + '/' + SECRET)));
        TestEngines.postgres(
                "INSERT INTO api_key (id, workspace, name, hash, hint, scopes, created_at, changed_at)"
                        + " VALUES (?, ?, ?, ?, 'hint', '{read}', ?, ?)",
                theirId,
                theirs.slug(),
                SECRET,
                UUID.randomUUID().toString(),
                OffsetDateTime.parse("2026-03-10T10:00:00Z"),
                OffsetDateTime.parse("2026-03-10T10:00:00Z"));
    }

    @Test
    void what_is_anothers_is_nobodys() throws JsonProcessingException {
        var nobodys = named("nobodys", "nobodys-workspace", UUID.randomUUID().toString(), "bm9ib2R5cw.bm9ib2R5cw");
        var known = named("theirs", theirs.slug(), theirId.toString(), theirCursor());

        for (var operation : operations()) {
            for (var names : questions(operation)) {
                var asked = "%s with %s".formatted(operation, names);
                var answer = ask(us, operation, known, names);
                var expected = ask(us, operation, nobodys, names);

                assertThat(answer.asString()).as(asked).doesNotContain(SECRET);
                assertThat(answer.statusCode()).as(asked).isEqualTo(expected.statusCode());
                if (!names.isEmpty()) {
                    assertThat(without(known, answer)).as(asked).isEqualTo(without(nobodys, expected));
                }
            }
        }
        assertThat(TestEngines.number(
                        "SELECT count(*) FROM api_key WHERE revoked_at IS NULL AND id = '" + theirId + "'"))
                .as("their key")
                .isEqualTo(1);
    }

    /** Otherwise the walk above would find nothing, however much there is to be found. */
    @Test
    void they_themselves_find_it_by_the_same_questions() throws JsonProcessingException {
        var known = named("theirs", theirs.slug(), theirId.toString(), theirCursor());
        Set<String> told = new TreeSet<>();

        for (var operation : operations()) {
            for (var names : questions(operation)) {
                if (operation.method.equals("get")
                        && ask(them, operation, known, names).asString().contains(SECRET)) {
                    told.add(operation.id);
                }
            }
        }

        assertThat(told)
                .contains(
                        "listApiKeys",
                        "listClasses",
                        "listDevices",
                        "listModels",
                        "listInferences",
                        "listInferenceFacets",
                        "getInference",
                        "listMetadataFields",
                        "getMetadataBreakdown");
    }

    private static Map<String, String> named(String whose, String workspace, String id, String cursor) {
        Map<String, String> names = new HashMap<>(Map.of("id", id, "cursor", cursor));
        Stream.of("inference_id", "device_id", "project", "tag", "source", "class", "field", "server_id", "workflow_id")
                .forEach(name -> names.put(name, whose + '-' + name.replace("_id", "")));
        names.put("project", whose + "-model");
        names.put("modelNames", whose + "-model");
        names.put("model_id", whose + "-model/7");
        names.put("workspace", workspace);
        return names;
    }

    private String theirCursor() {
        return given().cookie("sightline_session", them)
                .queryParams("from", WINDOW.get("from"), "until", WINDOW.get("until"))
                .queryParam("limit", 1)
                .get("/api/v1/inferences")
                .jsonPath()
                .getString("next_cursor");
    }

    private static List<Operation> operations() throws JsonProcessingException {
        var description = JSON.readTree(
                given().accept("application/json").get("/q/openapi").asString());
        List<Operation> operations = new ArrayList<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    var id = method.getValue().path("operationId").asText();
                    if (!id.isEmpty() && !AT_THE_DOOR.contains(id)) {
                        operations.add(new Operation(
                                id,
                                method.getKey(),
                                path.getKey(),
                                parameters(method.getValue(), "path"),
                                parameters(method.getValue(), "query")));
                    }
                }));
        assertThat(operations).hasSizeGreaterThan(10);
        return operations;
    }

    private static List<String> parameters(JsonNode operation, String in) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals(in)) {
                names.add(parameter.get("name").asText());
            }
        });
        return names;
    }

    /** With nothing of theirs but the path, with each of their names that it takes, and with all at once. */
    private static List<List<String>> questions(Operation operation) {
        var known = named("", "", "", "").keySet();
        var names = operation.inQuery.stream().filter(known::contains).toList();
        List<List<String>> questions = new ArrayList<>(List.of(operation.inPath, names));
        names.forEach(name -> questions.add(List.of(name)));
        return questions.stream().distinct().toList();
    }

    private static Response ask(String session, Operation operation, Map<String, String> names, List<String> chosen) {
        var request = given().cookie("sightline_session", session).header("X-Sightline", "1");
        operation.inPath.forEach(name -> request.pathParam(name, names.get(name)));
        operation.inQuery.forEach(name -> {
            if (chosen.contains(name)) {
                request.queryParam(name, names.get(name));
            } else if (WINDOW.containsKey(name) && !chosen.contains("cursor")) {
                request.queryParam(name, WINDOW.get(name));
            }
        });
        if (BODIES.containsKey(operation.id)) {
            request.contentType(ContentType.JSON).body(BODIES.get(operation.id));
        }
        return request.request(operation.method.toUpperCase(Locale.ROOT), operation.path);
    }

    /** A refusal repeats what was asked for. */
    private static String without(Map<String, String> names, Response answer) {
        String text = answer.asString();
        for (String name : names.values()) {
            text = text.replace(name, "?");
        }
        return text;
    }
}
