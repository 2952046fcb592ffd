package dev.sightline.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.events.PartitionProgress;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestStream;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stream of events, with progress on the real broker as stats-service publishes it. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class LiveTest {
    private static final String STORED = "event:stored";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestWorkspace workspace = TestWorkspace.create();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestEngines.environment("SIGHTLINE_KAFKA"), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void what_is_stored_is_told_to_its_workspace_alone() {
        var other = TestWorkspace.create();
        try (var ours = listen(workspace.as(Role.VIEWER));
                var theirs = listen(other.as(Role.VIEWER))) {
            await().atMost(SOON).until(() -> {
                stored(Topics.INFERENCES, workspace.slug());
                return ours.count(STORED) > 0;
            });
            assertThat(theirs.count(STORED)).isZero();

            stored(Topics.INFERENCES, other.slug());

            await().atMost(SOON).until(() -> theirs.count(STORED) == 1);
            assertThat(ours.lines())
                    .contains("data:{}")
                    .allMatch(line -> line.matches("event:stored|data:\\{}|retry:3000|:.*"));
            assertThat(ours.header("Content-Type")).startsWith("text/event-stream");
            assertThat(ours.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(ours.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void however_much_is_stored_a_stream_says_so_once_a_second() {
        try (var stream = listen(workspace.asProgram())) {
            awaitTold(stream);
            long before = stream.count(STORED);

            long begun = System.nanoTime();
            while (stream.count(STORED) < before + 3) {
                stored(Topics.INFERENCES, workspace.slug());
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void other_topics_are_no_news() {
        try (var stream = listen(workspace.as(Role.VIEWER))) {
            awaitTold(stream);
            long before = stream.count(STORED);

            stored(Topics.HEARTBEATS, workspace.slug());
            stored(Topics.INFERENCES, TestWorkspace.create().slug());
            long beats = beats(stream);

            await().atMost(SOON).until(() -> beats(stream) > beats + 5);
            assertThat(stream.count(STORED) - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_stream_ends_with_its_session() {
        var session = TestWorkspace.requestOf(TestWorkspace.signIn(workspace.person(Role.OWNER)));
        try (var stream = listen(session)) {
            await().atMost(SOON).until(() -> beats(stream) > 2);

            RestAssured.given().spec(session).delete("/api/v1/session").then().statusCode(204);

            await().atMost(SOON).until(stream::isOver);
        }
    }

    @Test
    void a_stream_ends_when_its_key_is_revoked() {
        String key = workspace.key("read");
        try (var stream = listen(RestAssured.given().header("X-API-Key", key))) {
            await().atMost(SOON).until(() -> beats(stream) > 2);

            TestEngines.postgres(
                    "UPDATE api_key SET revoked_at = ? WHERE hash = ?",
                    OffsetDateTime.now(ZoneOffset.UTC),
                    ApiKey.hash(key));

            await().atMost(SOON).until(stream::isOver);
        }
    }

    @Test
    void a_workspace_has_so_many_streams_and_one_that_ends_makes_room() {
        List<TestStream> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(listen(workspace.asProgram()));
        }

        try (var refused = TestStream.open(workspace.asProgram(), "/api/v1/events")) {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("30");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(refused.lines())
                            .anyMatch(
                                    line -> line.contains("3 live streams open here, which is all that it may have")));
        }
        open.removeFirst().close();

        await().atMost(SOON).until(() -> {
            try (var another = TestStream.open(workspace.asProgram(), "/api/v1/events")) {
                return another.status() == 200;
            }
        });
        open.forEach(TestStream::close);
    }

    @Test
    void the_id_of_a_last_event_changes_nothing() {
        try (var stream = listen(workspace.asProgram().header("Last-Event-ID", "17"))) {
            awaitTold(stream);
        }
    }

    private static TestStream listen(RequestSpecification asked) {
        var stream = TestStream.open(asked, "/api/v1/events");
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private void awaitTold(TestStream stream) {
        await().atMost(SOON).until(() -> {
            stored(Topics.INFERENCES, workspace.slug());
            return stream.count(STORED) > 0;
        });
    }

    private static long beats(TestStream stream) {
        return stream.lines().stream().filter(line -> line.startsWith(":")).count();
    }

    private void stored(String topic, String slug) {
        var progress = PartitionProgress.newBuilder()
                .setTopic(topic)
                .addWorkspaces(slug)
                .build();
        var _ = producer.send(new ProducerRecord<>(Topics.STATS_PROGRESS, new byte[] {1}, progress.toByteArray()));
        producer.flush();
    }
}
