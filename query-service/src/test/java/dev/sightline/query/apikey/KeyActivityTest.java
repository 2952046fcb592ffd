package dev.sightline.query.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class KeyActivityTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();
    private RequestSpecification owner;
    private String keyId;

    @BeforeEach
    void makeKey() {
        owner = workspace.as(Role.OWNER);
        keyId = newKey();
    }

    @Test
    void the_later_of_what_two_instances_tell_counts() {
        tell("one", of(keyId).addReceived(report(ReportKind.REPORT_KIND_PINGBACK, NOON, "line-3", 31)));
        tell(
                "two",
                of(keyId)
                        .addReceived(report(ReportKind.REPORT_KIND_PINGBACK, NOON.plusSeconds(60), "line-4", 7))
                        .addReceived(report(ReportKind.REPORT_KIND_HEARTBEATS, NOON, "", 1)));

        var key = activity("api_keys[0].received.size() == 2");

        assertThat(key.getString("api_keys[0].id")).isEqualTo(keyId);
        assertThat(key.getString("api_keys[0].name")).isEqualTo("cameras");
        assertThat(key.getList("api_keys[0].received.kind")).isEqualTo(List.of("pingback", "heartbeats"));
        assertThat(key.getString("api_keys[0].received[0].device_id")).isEqualTo("line-4");
        assertThat(key.getInt("api_keys[0].received[0].items")).isEqualTo(7);
        assertThat(key.getString("api_keys[0].received[0].at")).isEqualTo("2026-11-22T12:01:00Z");
        assertThat(key.<Object>get("api_keys[0].received[1].device_id")).isNull();
        assertThat(key.getBoolean("is_complete")).isTrue();
    }

    @Test
    void the_same_refusal_at_two_instances_is_one_with_both_counts() {
        tell("one", of(keyId).addRefusals(refusal("wrong-scope", NOON, 3)));
        tell(
                "two",
                of(keyId)
                        .addRefusals(refusal("malformed-body", NOON.plusSeconds(2), 1))
                        .addRefusals(refusal("wrong-scope", NOON.plusSeconds(1), 4)));

        var key = activity("api_keys[0].refusals.size() == 2");

        assertThat(key.getList("api_keys[0].refusals.reason")).isEqualTo(List.of("malformed-body", "wrong-scope"));
        assertThat(key.getInt("api_keys[0].refusals[1].count")).isEqualTo(7);
        assertThat(key.getString("api_keys[0].refusals[1].at")).isEqualTo("2026-11-22T12:00:01Z");
    }

    @Test
    void a_key_that_reports_has_a_last_use_in_the_list_of_keys() {
        assertThat(owner.get("/api/v1/api-keys").jsonPath().<Object>get("api_keys[0].last_used_at"))
                .isNull();

        tell("one", of(keyId).setLastUsedAtMicros(micros(NOON)));

        soon().untilAsserted(() -> assertThat(
                        owner.get("/api/v1/api-keys").jsonPath().getString("api_keys[0].last_used_at"))
                .isEqualTo("2026-11-22T12:00:00Z"));
    }

    @Test
    void a_key_that_does_not_exist_is_told_to_everyone_by_its_first_characters() {
        String hint = "rf_" + UUID.randomUUID().toString().substring(0, 4) + '…';
        // Only the latest are told, and other tests' requests are refused at the same brokers.
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
        tell(
                UUID.randomUUID().toString(),
                ApiKeyActivity.newBuilder()
                        .addRefusals(refusal("unknown-api-key", tomorrow, 2).toBuilder()
                                .setKeyHint(hint)));

        soon().untilAsserted(() -> assertThat(
                        owner.get("/api/v1/api-keys/activity").jsonPath().getList("unknown_keys.key_hint"))
                .contains(hint));
    }

    @Test
    void another_workspaces_keys_are_not_told() {
        tell("one", of(keyId).addReceived(report(ReportKind.REPORT_KIND_PINGBACK, NOON, "line-3", 31)));
        activity("api_keys[0].received.size() == 1");

        String stranger = TestWorkspace.create()
                .as(Role.OWNER)
                .get("/api/v1/api-keys/activity")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(stranger).doesNotContain(keyId).contains("\"api_keys\":[]");
    }

    @Test
    void a_program_that_may_not_see_settings_is_refused() {
        workspace.asProgram().get("/api/v1/api-keys/activity").then().statusCode(403);
    }

    private JsonPath activity(String condition) {
        return soon().until(
                        () -> owner.get("/api/v1/api-keys/activity").jsonPath(),
                        answer -> answer.getBoolean(condition));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private String newKey() {
        return owner.contentType(ContentType.JSON)
                .body(Map.of("name", "cameras", "scopes", List.of("ingest")))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    private ApiKeyActivity.Builder of(String id) {
        return ApiKeyActivity.newBuilder().setKeyId(id).setWorkspace(workspace.slug());
    }

    private static ReportReceived.Builder report(ReportKind kind, Instant at, String device, int items) {
        return ReportReceived.newBuilder()
                .setKind(kind)
                .setReceivedAtMicros(micros(at))
                .setDeviceId(device)
                .setItems(items);
    }

    private static RequestRefused refusal(String reason, Instant at, int count) {
        return RequestRefused.newBuilder()
                .setReason(reason)
                .setRefusedAtMicros(micros(at))
                .setCount(count)
                .build();
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static void tell(String instance, ApiKeyActivity.Builder activity) {
        Map<String, Object> settings = Map.of("bootstrap.servers", TestEngines.environment("SIGHTLINE_KAFKA"));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            String key = Topics.key(activity.getKeyId(), instance);
            byte[] value = activity.build().toByteArray();
            producer.send(new ProducerRecord<>(Topics.API_KEY_ACTIVITY, key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the activity cannot be told", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
