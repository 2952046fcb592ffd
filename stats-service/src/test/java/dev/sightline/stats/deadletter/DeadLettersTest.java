package dev.sightline.stats.deadletter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import dev.sightline.contract.access.SessionVoided;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.TestEngines;
import dev.sightline.stats.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listing and sending again, over HTTP, on the real broker. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class DeadLettersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/api/v1/operations/dead-letters";

    private final String workspace = "w-" + UUID.randomUUID();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA"), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void a_letter_is_listed_with_its_reason_and_origin() throws Exception {
        appendPoison("a");

        var letter = awaitLetters(1).getMap("letters[0]");

        assertThat(letter)
                .containsEntry("topic", "inferences.dead-letters")
                .containsEntry("reason", "Protocol message tag had invalid wire type.")
                .containsEntry("original_topic", "inferences")
                .containsEntry("key", workspace + "/a")
                .containsEntry("size_bytes", 11)
                .containsEntry("replayed_at", null)
                .containsEntry("headers", Map.of("ce_id", "1"));
    }

    @Test
    void the_letters_bytes_can_be_looked_at() throws Exception {
        appendPoison("a");
        var letters = awaitLetters(1);

        var detail = owner().get(PATH + "/inferences.dead-letters/" + letters.getInt("letters[0].partition") + "/"
                        + letters.getLong("letters[0].offset"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(Base64.getDecoder().decode(detail.getString("payload_base64")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("no protobuf");
        assertThat(detail.getString("key")).isEqualTo(workspace + "/a");
    }

    @Test
    void pages_follow_each_other_from_the_newest_on() throws Exception {
        appendPoison("a");
        appendPoison("b");
        appendPoison("c");
        var all = awaitLetters(3).getList("letters.offset");

        var first = list("?limit=2");
        var second = list("?limit=2&cursor=" + first.getString("next_cursor"));

        assertThat(first.getList("letters.offset")).isEqualTo(all.subList(0, 2));
        assertThat(second.getList("letters.offset")).isEqualTo(all.subList(2, 3));
        assertThat(second.getString("next_cursor")).isNull();
    }

    @Test
    void what_is_sent_again_comes_back_as_it_was_and_is_marked() throws Exception {
        appendPoison("a");
        var letters = awaitLetters(1);
        String chosen = "{\"letters\":[{\"topic\":\"inferences.dead-letters\",\"partition\":0,\"offset\":"
                + letters.getLong("letters[0].offset") + "}]}";

        var replayed = replay(chosen);

        assertThat(replayed.getList("replayed")).hasSize(1);
        // It is as unreadable as before, so that it comes back as a letter of its own.
        var after = awaitLetters(2);
        assertThat(after.getString("letters[0].headers.replay-of"))
                .isEqualTo("inferences.dead-letters-0-" + letters.getLong("letters[0].offset"));
        assertThat(after.getString("letters[1].replayed_by")).isEqualTo("a-person");
        assertThat(replay(chosen).getString("refused[0].reason")).startsWith("it was sent again at ");
    }

    @Test
    void all_means_all_that_were_not_sent_again() throws Exception {
        appendPoison("a");
        appendPoison("b");
        awaitLetters(2);

        assertThat(replay("{\"all\":true}").getList("replayed")).hasSize(2);

        awaitLetters(4);
        assertThat(replay("{\"all\":true}").getList("replayed"))
                .as("the two that came back")
                .hasSize(2);
    }

    @Test
    void nobody_sees_or_sends_the_letters_of_another_workspace() throws Exception {
        appendPoison("a");
        long offset = awaitLetters(1).getLong("letters[0].offset");
        var stranger = given().cookie(Session.COOKIE, TestSessions.of("other", Role.OWNER));

        assertThat(stranger.get(PATH).jsonPath().getList("letters.key")).doesNotContain(workspace + "/a");
        stranger.get(PATH + "/inferences.dead-letters/0/" + offset).then().statusCode(404);
        var answer = given().cookie(Session.COOKIE, TestSessions.of("other", Role.OWNER))
                .header("X-Sightline", "1")
                .contentType("application/json")
                .body("{\"letters\":[{\"topic\":\"inferences.dead-letters\",\"partition\":0,\"offset\":" + offset
                        + "}]}")
                .post(PATH + "/replay");
        assertThat(answer.jsonPath().getString("refused[0].reason")).isEqualTo("there is no such letter");
    }

    @Test
    void a_letter_whose_key_names_no_workspace_is_given_to_nobody() throws Exception {
        append(Topics.INFERENCES, workspace.getBytes(StandardCharsets.UTF_8));
        appendPoison("a");

        var letters = awaitLetters(1);

        assertThat(letters.getList("letters.key")).containsExactly(workspace + "/a");
    }

    @Test
    void only_owners_and_admin_keys_come_in() {
        given().get(PATH).then().statusCode(401).contentType("application/problem+json");
        given().cookie(Session.COOKIE, TestSessions.forged(workspace))
                .get(PATH)
                .then()
                .statusCode(401);
        given().cookie(Session.COOKIE, TestSessions.of(workspace, Role.EDITOR))
                .get(PATH)
                .then()
                .statusCode(403);
        given().header("X-API-Key", publishKey("read")).get(PATH).then().statusCode(403);
        given().header("X-API-Key", publishKey("admin")).get(PATH).then().statusCode(200);
        given().header("Authorization", "Bearer sl_nobody").get(PATH).then().statusCode(401);
    }

    @Test
    void a_session_that_has_ended_or_tells_of_an_older_role_is_refused() throws Exception {
        var ended = UUID.randomUUID();
        var demoted = UUID.randomUUID();
        assertThat(statusOf(TestSessions.of(workspace, ended, 0))).isEqualTo(200);

        voided(SessionVoided.newBuilder()
                .setSessionId(ended.toString())
                .setEnded(true)
                .build());
        voided(SessionVoided.newBuilder()
                .setSessionId(demoted.toString())
                .setLowestRevision(1)
                .build());

        assertThat(statusOf(TestSessions.of(workspace, ended, 0))).isEqualTo(401);
        assertThat(statusOf(TestSessions.of(workspace, demoted, 0))).isEqualTo(401);
        assertThat(statusOf(TestSessions.of(workspace, demoted, 1))).isEqualTo(200);
    }

    @Test
    void a_page_of_another_site_sends_nothing_again() {
        given().cookie(Session.COOKIE, TestSessions.of(workspace, Role.OWNER))
                .header("Origin", "https://elsewhere.example")
                .contentType("application/json")
                .body("{\"all\":true}")
                .post(PATH + "/replay")
                .then()
                .statusCode(403);
    }

    @Test
    void what_cannot_be_meant_is_refused_by_name() {
        owner().get(PATH + "?limit=0").then().statusCode(422);
        owner().get(PATH + "?topic=orders").then().statusCode(422);
        owner().get(PATH + "?cursor=abc").then().statusCode(422);
        var neither = owner().header("X-Sightline", "1")
                .contentType("application/json")
                .body("{}")
                .post(PATH + "/replay");
        assertThat(neither.statusCode()).isEqualTo(422);
        assertThat(neither.jsonPath().getString("field")).isEqualTo("letters");
    }

    private void appendPoison(String inferenceId) throws Exception {
        append(Topics.INFERENCES, Topics.key(workspace, inferenceId).getBytes(StandardCharsets.UTF_8));
    }

    private void append(String topic, byte[] key) throws Exception {
        var poison = new ProducerRecord<>(topic, 0, key, "no protobuf".getBytes(StandardCharsets.UTF_8));
        poison.headers().add("ce_id", "1".getBytes(StandardCharsets.UTF_8));
        producer.send(poison).get();
    }

    private void voided(SessionVoided session) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topics.SESSIONS,
                        session.getSessionId().getBytes(StandardCharsets.UTF_8),
                        session.toByteArray()))
                .get();
    }

    private static int statusOf(String session) {
        return given().cookie(Session.COOKIE, session).get(PATH).statusCode();
    }

    private String publishKey(String scope) {
        String key = ApiKey.generate(new SecureRandom());
        var published = ApiKeyPublished.newBuilder()
                .setKeyId(UUID.randomUUID().toString())
                .setWorkspace(workspace)
                .addAllScopes(List.of(scope))
                .build();
        var _ = producer.send(new ProducerRecord<>(
                Topics.API_KEYS, ApiKey.hash(key).getBytes(StandardCharsets.UTF_8), published.toByteArray()));
        producer.flush();
        return key;
    }

    private RequestSpecification owner() {
        return given().cookie(Session.COOKIE, TestSessions.of(workspace, Role.OWNER));
    }

    private JsonPath list(String query) {
        return owner().get(PATH + query).then().statusCode(200).extract().jsonPath();
    }

    private JsonPath awaitLetters(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(list("").getList("letters")).hasSize(count));
        return list("");
    }

    private JsonPath replay(String body) {
        return owner().header("X-Sightline", "1")
                .contentType("application/json")
                .body(body)
                .post(PATH + "/replay")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
