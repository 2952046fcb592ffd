package dev.sightline.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.store.Database;
import dev.sightline.contract.ApiOperation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API's own description, asked with all that one may know of another workspace: its ids and names. The
 * answer is the same as for what nobody has, so that not even its existence shows.
 */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class IsolationTest {
    /** In everything of theirs that no request here names. */
    private static final String SECRET = "between-ourselves";

    /** They do what the signed link of a mail says, whoever has it. */
    private static final Set<String> BY_LINK =
            Set.of("showConfirmation", "confirmAddress", "showUnsubscription", "unsubscribe");

    /** Of what another workspace may have. */
    private static final Set<String> NAMES = Set.of("after", "device_id", "incident_id", "model", "rule_id");

    /** What says how to answer, and names nothing of anybody's. */
    private static final Set<String> MANNERS = Set.of("before", "limit", "state");

    /** What is asked with, by the names that one knows. */
    private static final Map<String, Function<Map<String, String>, String>> BODIES = Map.of(
            "createAlertRule",
            IsolationTest::ruleOf,
            "replaceAlertRule",
            IsolationTest::ruleOf,
            "previewAlertRule",
            IsolationTest::ruleOf,
            "silenceAlertRule",
            _ -> "{\"until\": \"2999-01-01T00:00:00Z\"}",
            "testAlertRule",
            _ -> "{\"to\": \"%s@example.com\"}".formatted(SECRET),
            "commentIncident",
            _ -> "{\"text\": \"we were here\"}");

    private static final Duration SOON = Duration.ofSeconds(30);

    // Of all tests here: nobody changes it, and it takes seconds to come about.
    private static final String THEIRS = "w" + UUID.randomUUID().toString().substring(0, 8);
    private static String rule = "";
    private static String incident = "";
    private static String delivery = "";

    private final Database database;
    private final String ours = "w" + UUID.randomUUID().toString().substring(0, 8);

    IsolationTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void they_have_something_everywhere() {
        if (!delivery.isEmpty()) {
            return;
        }
        Instant now = TestClock.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        for (String model : List.of("theirs-model", SECRET)) {
            TestFigures.report(THEIRS, model, now.minusSeconds(600), now, 20, 0.2);
        }
        database.inTransaction(transaction -> transaction
                .sql("INSERT INTO device_state VALUES (:workspace, 'theirs-device', 'ONLINE', :now),"
                        + " (:workspace, :secret, 'ONLINE', :now)")
                .with("workspace", THEIRS)
                .with("secret", SECRET)
                .with("now", now)
                .update());
        rule = them().body("""
                        {"name": "%1$s", "model": "theirs-model", "critical": 0.5, "minimum_samples": 10,
                         "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"},
                         "window_seconds": 60, "bucket_seconds": 60,
                         "recipients": {"emails": ["%1$s@example.com"], "webhooks": [{"url": "http://127.0.0.1:9/%1$s"}]}}
                        """.formatted(SECRET))
                .post("/api/v1/alert-rules")
                .jsonPath()
                .getString("id");
        incident = await().atMost(SOON).until(() -> first("incidents"), id -> id != null);
        delivery = await().atMost(SOON).until(() -> first("deliveries"), id -> id != null);
    }

    /** What is new here belongs into one of the lists above: nothing is asked with names that the walk does not know. */
    @Test
    void every_operation_can_be_asked_with_their_names() {
        for (var operation : behindTheDoor()) {
            assertThat(operation.inPath()).as("path of %s", operation).isSubsetOf(List.of("id"));
            assertThat(operation.inQuery())
                    .as("query of %s", operation)
                    .allMatch(name -> NAMES.contains(name) || MANNERS.contains(name));
            assertThat(operation.hasBody()).as("body of %s", operation).isEqualTo(BODIES.containsKey(operation.id()));
        }
    }

    @Test
    void what_is_anothers_is_nobodys() {
        for (var operation : behindTheDoor()) {
            for (var names : questions(operation)) {
                var asked = "%s with %s".formatted(operation, names);
                var nobodys = nobodysNames();
                var answer = ask(us(), operation, theirNames(), names);
                var expected = ask(us(), operation, nobodys, names);

                assertThat(answer.statusCode()).as(asked).isEqualTo(expected.statusCode());
                assertThat(answer.asString()).as(asked).doesNotContain(SECRET);
                assertThat(without(theirNames(), answer)).as(asked).isEqualTo(without(nobodys, expected));
                if (!operation.inPath().isEmpty()) {
                    assertThat(answer.statusCode()).as(asked).isEqualTo(404);
                }
            }
        }

        var untouched = them().get("/api/v1/alert-rules/" + rule).jsonPath();
        assertThat(untouched.getString("name")).isEqualTo(SECRET);
        assertThat(untouched.getString("state")).isEqualTo("active");
        assertThat(untouched.getString("silenced_until")).isNull();
        var story = them().get("/api/v1/incidents/" + incident).jsonPath();
        assertThat(story.getString("incident.state")).isEqualTo("open");
        assertThat(story.getList("timeline.kind")).doesNotContain("acknowledged", "commented", "resolved_by_hand");
        assertThat(them().get("/api/v1/deliveries").jsonPath().getList("deliveries.kind"))
                .doesNotContain("test");
    }

    /** Otherwise the walk above would find nothing, however much there is to be found. */
    @Test
    void they_themselves_find_it_by_the_same_questions() {
        Set<String> told = new TreeSet<>();

        for (var operation : behindTheDoor()) {
            for (var names : questions(operation)) {
                boolean isReading =
                        operation.method().equals("get") || operation.id().equals("previewAlertRule");
                if (isReading
                        && ask(them(), operation, theirNames(), names)
                                .asString()
                                .contains(SECRET)) {
                    told.add(operation.id());
                }
            }
        }

        assertThat(told)
                .containsExactly(
                        "getAlertRule",
                        "getDeviceStates",
                        "getIncident",
                        "listAlertRules",
                        "listDeliveries",
                        "listIncidents",
                        "previewAlertRule");
    }

    /** A link is signed for its workspace and rule, so that none can be made of what one knows of another's. */
    @Test
    void what_is_known_of_them_makes_no_link() {
        for (var operation : operations()) {
            if (BY_LINK.contains(operation.id())) {
                assertThat(operation.inQuery()).as(operation.toString()).containsExactly("token");
                for (String known : List.of(rule, incident, THEIRS)) {
                    assertThat(us().queryParam("token", known)
                                    .request(operation.method().toUpperCase(Locale.ROOT), operation.path())
                                    .statusCode())
                            .as("%s with %s", operation, known)
                            .isEqualTo(422);
                }
            }
        }
    }

    /** Of whatever model, unless one is named. */
    private static String ruleOf(Map<String, String> names) {
        String scope = names.containsKey("model") ? "\"model\": \"%s\",".formatted(names.get("model")) : "";
        return """
                {%s "critical": 0.5, "minimum_samples": 10, "window_seconds": 60, "bucket_seconds": 60,
                 "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                """.formatted(scope);
    }

    private static List<ApiOperation> operations() {
        var operations = ApiOperation.in(
                given().accept("application/json").get("/q/openapi").asString());
        assertThat(operations).hasSizeGreaterThan(20);
        return operations;
    }

    private static List<ApiOperation> behindTheDoor() {
        return operations().stream()
                .filter(operation -> !BY_LINK.contains(operation.id()))
                .toList();
    }

    /** With nothing of theirs but the path, with each of their names that it takes, and with all at once. */
    private static List<List<String>> questions(ApiOperation operation) {
        var names = operation.hasBody()
                ? List.of("model")
                : operation.inQuery().stream().filter(NAMES::contains).toList();
        List<List<String>> questions = new ArrayList<>(List.of(List.of(), names));
        names.forEach(name -> questions.add(List.of(name)));
        return questions.stream().distinct().toList();
    }

    private static Response ask(
            RequestSpecification request, ApiOperation operation, Map<String, String> known, List<String> chosen) {
        operation.inPath().forEach(name -> request.pathParam(name, known.get(kind(operation))));
        var names = known.entrySet().stream()
                .filter(name -> chosen.contains(name.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        operation.inQuery().stream()
                .filter(names::containsKey)
                .forEach(name -> request.queryParam(name, names.get(name)));
        if (operation.hasBody()) {
            request.body(Objects.requireNonNull(BODIES.get(operation.id()), operation::toString)
                    .apply(names));
        }
        return request.request(operation.method().toUpperCase(Locale.ROOT), operation.path());
    }

    /** What the id in an operation's path is of. */
    private static String kind(ApiOperation operation) {
        return switch (operation.path().split("/", 5)[3]) {
            case "alert-rules" -> "rule_id";
            case "incidents" -> "incident_id";
            case "deliveries" -> "delivery_id";
            default -> throw new AssertionError("unknown to the walk: " + operation);
        };
    }

    private Map<String, String> theirNames() {
        return Map.of(
                "after", incident,
                "model", "theirs-model",
                "device_id", "theirs-device",
                "rule_id", rule,
                "incident_id", incident,
                "delivery_id", delivery);
    }

    private static Map<String, String> nobodysNames() {
        return Map.of(
                "after", UUID.randomUUID().toString(),
                "model", "nobodys-model",
                "device_id", "nobodys-device",
                "rule_id", UUID.randomUUID().toString(),
                "incident_id", UUID.randomUUID().toString(),
                "delivery_id", UUID.randomUUID().toString());
    }

    /** An answer repeats what was asked for, and says when, and under which new id. */
    private static String without(Map<String, String> names, Response answer) {
        String text = answer.asString();
        for (String name : names.values()) {
            text = text.replace(name, "?");
        }
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "an id")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "a time");
    }

    private String first(String what) {
        return them().get("/api/v1/" + what).jsonPath().getString(what + "[0].id");
    }

    private RequestSpecification us() {
        return TestSessions.owner(ours, ours + "@example.com");
    }

    private RequestSpecification them() {
        return TestSessions.owner(THEIRS, THEIRS + "@example.com");
    }
}
