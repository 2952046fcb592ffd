package dev.sightline.alert.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.Inbox;
import dev.sightline.alert.TestSessions;
import dev.sightline.alert.store.Database;
import dev.sightline.contract.access.WorkspaceMemberPublished;
import dev.sightline.contract.events.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Members are written to without being asked; who has left is not written to. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class MembersTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String person = UUID.randomUUID().toString();
    private final String email = "member-" + person + "@example.com";
    private final Database database;

    MembersTest(Database database) {
        this.database = database;
    }

    @Test
    void a_member_is_not_asked_and_after_leaving_gets_nothing_until_asked() throws Exception {
        publish("editor");
        awaitRoles("EDITOR");
        String rule = rule("Silent");
        assertThat(stateOfRecipient(rule)).isEqualTo("confirmed");
        test(rule);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Inbox.of(email))
                        .extracting(Inbox::subject)
                        .as("no question before it")
                        .containsExactly("Test: Silent"));

        send(null);

        awaitRoles();
        assertThat(stateOfRecipient(rule)).isEqualTo("unconfirmed");
        test(rule);
        rule("Silent again");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Inbox.of(email))
                        .extracting(Inbox::subject)
                        .as("asked as an outsider is")
                        .containsExactly("Test: Silent", "Do you want alerts from Sightline?"));
    }

    @Test
    void a_new_role_takes_the_place_of_the_old_one_and_others_stay() throws Exception {
        publish("owner");
        awaitRoles("OWNER");

        publish("viewer");

        awaitRoles("VIEWER");
    }

    @Test
    void what_cannot_be_read_changes_nothing_and_stops_nothing() throws Exception {
        publish("owner");
        awaitRoles("OWNER");

        send(new byte[] {(byte) 0xff, 1, 2, 3});
        publish("editor");

        awaitRoles("EDITOR");
    }

    private void publish(String role) throws ExecutionException, InterruptedException {
        send(WorkspaceMemberPublished.newBuilder()
                .setPersonId(person)
                .setWorkspace(workspace)
                .setName("A Member")
                .setEmail(email)
                .setRole(role)
                .build()
                .toByteArray());
    }

    private void send(byte @Nullable [] value) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Engines.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Engines.MEMBERS, Topics.key(workspace, person), value))
                    .get();
        }
    }

    private void awaitRoles(String... roles) {
        await().atMost(SOON).untilAsserted(() -> assertThat(storedRoles()).containsExactly(roles));
    }

    private List<String> storedRoles() {
        return database.inTransaction(transaction -> transaction
                .sql("SELECT role FROM known_person WHERE workspace = :workspace AND email = :email")
                .with("workspace", workspace)
                .with("email", email)
                .rows(row -> row.text("role")));
    }

    private String rule(String name) {
        return TestSessions.editor(workspace, "somebody@example.com")
                .body("""
                        {"name": "%s", "condition": {"type": "device_silent"}, "recipients": {"emails": ["%s"]}}
                        """.formatted(name, email))
                .post("/api/v1/alert-rules")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void test(String rule) {
        TestSessions.editor(workspace, "somebody@example.com")
                .post("/api/v1/alert-rules/" + rule + "/test")
                .then()
                .statusCode(202);
    }

    private String stateOfRecipient(String rule) {
        return TestSessions.editor(workspace, "somebody@example.com")
                .get("/api/v1/alert-rules/" + rule)
                .jsonPath()
                .getString("recipients.addresses[0].state");
    }
}
