package dev.sightline.stats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.ApiOperation;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import dev.sightline.contract.events.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API's own description, asked by an owner of one workspace with all that there is to know of another's
 * dead letters. The answer is the same as for what nobody has.
 */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class IsolationTest {
    private static final String LETTERS = "/api/v1/operations/dead-letters";
    private static final String REPLAY = "post " + LETTERS + "/replay";

    /** Of what another workspace may have. */
    private static final Set<String> NAMES = Set.of("cursor");

    /** What says how to answer, and names nothing of anybody's. */
    private static final Set<String> MANNERS = Set.of("limit", "topic");

    /** What is asked with, by the names that one knows. */
    private static final Map<String, List<Function<Map<String, String>, String>>> BODIES =
            Map.of(REPLAY, List.of(IsolationTest::oneLetter, _ -> "{\"all\": true}"));

    private final String ours = "w-" + UUID.randomUUID();
    private final String theirs = "w-" + UUID.randomUUID();

    /** In everything of theirs that no request here names. */
    private final String secret = "between-ourselves-" + UUID.randomUUID();

    private Map<String, String> theirNames = Map.of();

    @BeforeEach
    void they_have_two_dead_letters() throws Exception {
        byte[] key = Topics.key(theirs, secret).getBytes(StandardCharsets.UTF_8);
        byte[] poison = ("no protobuf: " + secret).getBytes(StandardCharsets.UTF_8);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA"), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int letter = 0; letter < 2; letter++) {
                producer.send(new ProducerRecord<>(Topics.INFERENCES, 0, key, poison))
                        .get();
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> their("?limit=2").getList("letters").size() == 2);
        theirNames = Map.of(
                "topic",
                Topics.deadLetters(Topics.INFERENCES),
                "partition",
                "0",
                "offset",
                their("").getString("letters[0].offset"),
                "cursor",
                their("?limit=1").getString("next_cursor"));
    }

    /** What is new here belongs into one of the lists above: nothing is asked with names that the walk does not know. */
    @Test
    void every_operation_can_be_asked_with_their_names() {
        for (var operation : operations()) {
            assertThat(theirNames.keySet()).as("path of %s", operation).containsAll(operation.inPath());
            assertThat(operation.inQuery())
                    .as("query of %s", operation)
                    .allMatch(name -> NAMES.contains(name) || MANNERS.contains(name));
            assertThat(operation.hasBody()).as("body of %s", operation).isEqualTo(BODIES.containsKey(operation.id()));
        }
    }

    @Test
    void what_is_anothers_is_nobodys() {
        String nobodysOffset = Long.toString(Long.MAX_VALUE - 1);
        var nobodys = Map.of(
                "topic",
                Topics.deadLetters(Topics.INFERENCES),
                "partition",
                "0",
                "offset",
                nobodysOffset,
                "cursor",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("%s/0/%s"
                                .formatted(Topics.deadLetters(Topics.INFERENCES), nobodysOffset)
                                .getBytes(StandardCharsets.UTF_8)));

        for (var operation : operations()) {
            for (boolean isNamed : List.of(false, true)) {
                var answers = ask(us(), operation, theirNames, isNamed);
                var expected = ask(us(), operation, nobodys, isNamed);
                for (int i = 0; i < answers.size(); i++) {
                    var answer = answers.get(i);
                    assertThat(answer.asString()).as(operation.toString()).doesNotContain(secret, theirs);
                    assertThat(answer.statusCode())
                            .as(operation.toString())
                            .isEqualTo(expected.get(i).statusCode());
                    // The audit's figures and the room on the disk are the whole system's, and move on between two
                    // questions.
                    if (operation.path().startsWith(LETTERS)) {
                        assertThat(without(theirNames, answer))
                                .as(operation.toString())
                                .isEqualTo(without(nobodys, expected.get(i)));
                    }
                    if (!operation.inPath().isEmpty()) {
                        assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(404);
                    }
                }
            }
        }

        assertThat(their("").getList("letters.replayed_at"))
                .as("none was sent again")
                .hasSize(2)
                .containsOnlyNulls();
    }

    /** Otherwise the walk above would find nothing, however much there is to be found. */
    @Test
    void they_themselves_find_it_by_the_same_questions() {
        Set<String> told = new TreeSet<>();

        for (var operation : operations()) {
            for (boolean isNamed : List.of(false, true)) {
                if (operation.method().equals("get")) {
                    ask(them(), operation, theirNames, isNamed).stream()
                            .filter(answer -> answer.asString().contains(secret))
                            .forEach(_ -> told.add(operation.id()));
                }
            }
        }

        assertThat(told).containsExactly("get " + LETTERS, "get " + LETTERS + "/{topic}/{partition}/{offset}");
        assertThat(them().body(oneLetter(theirNames))
                        .post(LETTERS + "/replay")
                        .jsonPath()
                        .getList("replayed"))
                .hasSize(1);
    }

    private static String oneLetter(Map<String, String> names) {
        return "{\"letters\": [{\"topic\": \"%s\", \"partition\": %s, \"offset\": %s}]}"
                .formatted(names.get("topic"), names.get("partition"), names.get("offset"));
    }

    private static List<ApiOperation> operations() {
        var operations = ApiOperation.in(
                given().accept("application/json").get("/q/openapi").asString());
        assertThat(operations).hasSizeGreaterThan(3);
        return operations;
    }

    /** With each of the bodies that it takes. */
    private static List<Response> ask(
            RequestSpecification who, ApiOperation operation, Map<String, String> names, boolean isNamed) {
        List<Response> answers = new ArrayList<>();
        for (var body : BODIES.getOrDefault(operation.id(), List.of(_ -> ""))) {
            var request = given().spec(who);
            operation.inPath().forEach(name -> request.pathParam(name, names.get(name)));
            if (isNamed) {
                operation.inQuery().stream()
                        .filter(NAMES::contains)
                        .forEach(name -> request.queryParam(name, names.get(name)));
            }
            if (operation.hasBody()) {
                request.body(body.apply(names));
            }
            answers.add(request.request(operation.method().toUpperCase(Locale.ROOT), operation.path()));
        }
        return answers;
    }

    /** A refusal repeats what was asked for. */
    private static String without(Map<String, String> names, Response answer) {
        String text = answer.asString();
        for (String name : List.of("cursor", "offset")) {
            text = text.replace(names.getOrDefault(name, ""), "?");
        }
        return text;
    }

    private JsonPath their(String query) {
        return them().get(LETTERS + query).then().statusCode(200).extract().jsonPath();
    }

    private RequestSpecification us() {
        return owner(ours);
    }

    private RequestSpecification them() {
        return owner(theirs);
    }

    private static RequestSpecification owner(String workspace) {
        return given().cookie(Session.COOKIE, TestSessions.of(workspace, Role.OWNER))
                .header("X-Sightline", "1")
                .contentType("application/json");
    }
}
