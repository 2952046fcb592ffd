package dev.sightline.query.apikey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class ApiKeysTest {
    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void a_new_key_is_shown_once_and_works() {
        var owner = workspace.as(Role.OWNER);

        var created = create(owner, "cameras", "read");

        String key = created.getString("key");
        assertThat(ApiKey.isMistyped(key)).isFalse();
        assertThat(key).startsWith("sl_");
        var listed = owner.get("/api/v1/api-keys").jsonPath();
        assertThat(listed.getString("api_keys[0].name")).isEqualTo("cameras");
        assertThat(listed.getString("api_keys[0].hint")).isEqualTo(ApiKey.hint(key));
        assertThat(listed.getList("api_keys[0].scopes")).isEqualTo(List.of("read"));
        assertThat(listed.getString("api_keys[0].created_by")).endsWith("@example.com");
        assertThat(listed.<Object>get("api_keys[0].revoked_at")).isNull();
        assertThat(listed.prettify()).doesNotContain(key);
        given().header("X-API-Key", key).get("/api/v1/overview").then().statusCode(200);
    }

    @Test
    void a_new_key_is_on_the_topic_when_it_is_answered() throws InvalidProtocolBufferException {
        var created = create(workspace.as(Role.OWNER), "cameras", "ingest", "read");

        var record = published(created.getString("key")).getLast();

        var message = ApiKeyPublished.parseFrom(record.value());
        assertThat(message.getKeyId()).isEqualTo(created.getString("id"));
        assertThat(message.getWorkspace()).isEqualTo(workspace.slug());
        assertThat(message.getScopesList()).containsExactly("ingest", "read");
        assertThat(message.getRevoked()).isFalse();
        assertThat(new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("sightline.access.ApiKeyPublished");
    }

    @Test
    void a_revoked_key_is_refused_at_once_and_published_as_revoked() throws InvalidProtocolBufferException {
        var owner = workspace.as(Role.OWNER);
        var created = create(owner, "cameras", "read");
        String key = created.getString("key");
        given().header("X-API-Key", key).get("/api/v1/overview").then().statusCode(200);

        owner.delete("/api/v1/api-keys/" + created.getString("id")).then().statusCode(204);

        given().header("X-API-Key", key).get("/api/v1/overview").then().statusCode(401);
        assertThat(ApiKeyPublished.parseFrom(published(key).getLast().value()).getRevoked())
                .isTrue();
        assertThat(owner.get("/api/v1/api-keys").jsonPath().getString("api_keys[0].revoked_at"))
                .isNotNull();
    }

    @Test
    void an_expired_key_opens_nothing_and_the_other_services_know_when() throws InvalidProtocolBufferException {
        var expiresAt = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        var created = workspace
                .as(Role.OWNER)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "for a while", "scopes", List.of("read"), "expires_at", expiresAt.toString()))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String key = created.getString("key");

        assertThat(created.getString("expires_at")).isEqualTo(expiresAt.toString());
        assertThat(ApiKeyPublished.parseFrom(published(key).getLast().value()).getExpiresAtMicros())
                .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, expiresAt));
        // Answers are remembered for 10 s.
        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> given().header("X-API-Key", key)
                        .get("/api/v1/overview")
                        .then()
                        .statusCode(401));
    }

    @Test
    void a_key_cannot_be_made_that_has_expired() {
        var answer = workspace
                .as(Role.OWNER)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "late", "scopes", List.of("read"), "expires_at", "2020-01-01T00:00:00Z"))
                .post("/api/v1/api-keys");

        answer.then().statusCode(422);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("expires_at");
    }

    @Test
    void what_did_not_reach_the_topic_is_published_later() {
        // As if the process had died between the commit and the brokers' answer.
        String key = workspace.key("ingest");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(published(key)).hasSize(1));
    }

    @Test
    void the_first_ingest_key_is_published_at_start() throws InvalidProtocolBufferException {
        var record = published(TestEngines.INGEST_KEY).getLast();

        assertThat(ApiKeyPublished.parseFrom(record.value()).getScopesList()).containsExactly("ingest");
    }

    @Test
    void only_owners_create_and_revoke() {
        String id = create(workspace.as(Role.OWNER), "cameras", "read").getString("id");

        for (Role role : List.of(Role.EDITOR, Role.VIEWER)) {
            var member = workspace.as(role);
            member.get("/api/v1/api-keys").then().statusCode(200);
            member.delete("/api/v1/api-keys/" + id).then().statusCode(403);
            member.contentType(ContentType.JSON)
                    .body(Map.of("name", "mine", "scopes", List.of("read")))
                    .post("/api/v1/api-keys")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void a_key_opens_only_what_its_scopes_say() {
        given().header("X-API-Key", workspace.key("ingest"))
                .get("/api/v1/overview")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        workspace.asProgram().get("/api/v1/api-keys").then().statusCode(403);
        workspace.asProgram().get("/api/v1/session").then().statusCode(403);
        given().header("X-API-Key", workspace.key("admin"))
                .get("/api/v1/api-keys")
                .then()
                .statusCode(200);
    }

    @Test
    void unknown_and_mistyped_keys_are_refused() {
        for (String key : List.of("sl_mistyped", "a-foreign-key", workspace.key("read") + "x")) {
            given().header("Authorization", "Bearer " + key)
                    .get("/api/v1/overview")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void another_workspaces_keys_can_be_neither_seen_nor_revoked() {
        String id = create(workspace.as(Role.OWNER), "cameras", "read").getString("id");
        var stranger = TestWorkspace.create().as(Role.OWNER);

        assertThat(stranger.get("/api/v1/api-keys").jsonPath().getList("api_keys"))
                .isEmpty();
        stranger.delete("/api/v1/api-keys/" + id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void bad_input_is_refused_by_name() {
        var owner = workspace.as(Role.OWNER).contentType(ContentType.JSON);

        for (var bad : Map.of(
                        "{\"scopes\":[\"read\"]}", "name",
                        "{\"name\":\" \",\"scopes\":[\"read\"]}", "name",
                        "{\"name\":\"a\"}", "scopes",
                        "{\"name\":\"a\",\"scopes\":[]}", "scopes",
                        "{\"name\":\"a\",\"scopes\":[\"everything\"]}", "scopes",
                        "{\"name\":\"a\",\"scopes\":[null]}", "scopes",
                        "{\"name\":\"a\",\"scopes\":\"read\"}", "scopes")
                .entrySet()) {
            var answer = owner.body(bad.getKey()).post("/api/v1/api-keys");

            answer.then().statusCode(422).contentType("application/problem+json");
            assertThat(answer.jsonPath().getString("field")).isEqualTo(bad.getValue());
        }
    }

    private static JsonPath create(RequestSpecification owner, String name, String... scopes) {
        return owner.contentType(ContentType.JSON)
                .body(Map.of("name", name, "scopes", List.of(scopes)))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** Everything that the topic has had about a key, oldest first. */
    private static List<ConsumerRecord<String, byte[]>> published(String key) {
        var partition = new TopicPartition("api-keys", 0);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestEngines.environment("SIGHTLINE_KAFKA")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records.stream()
                .filter(record -> record.key().equals(ApiKey.hash(key)))
                .toList();
    }
}
