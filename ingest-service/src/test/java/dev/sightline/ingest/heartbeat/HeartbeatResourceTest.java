package dev.sightline.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class HeartbeatResourceTest {
    private static final String PATH = "/v1/heartbeats";

    @Test
    void a_heartbeat_that_was_answered_is_in_the_log() {
        Camera device = Camera.withNewKey();
        try (var log = beatsOf(device)) {
            var answer = device.posts(PATH, """
                    {"device_id":"line-3","server_id":"s1","server_version":"2","timestamp":1795341600.5,
                     "interval_seconds":30,"tags":["a"],"platform":"Linux","hostname":"h"}
                    """);

            assertThat(answer.statusCode()).isEqualTo(202);
            HeartbeatReceived beat = log.waitFor(1).getFirst();
            assertThat(beat.getDeviceId()).isEqualTo("line-3");
            assertThat(beat.getServerId()).isEqualTo("s1");
            assertThat(beat.getSentAtMicros()).isEqualTo(1795341600500000L);
            assertThat(beat.getIntervalSeconds()).isEqualTo(30);
            assertThat(new String(log.records().getFirst().key(), StandardCharsets.UTF_8))
                    .isEqualTo(device.workspace() + "/s1");
        }
    }

    @Test
    void a_bad_heartbeat_in_a_list_is_named_and_the_others_taken() {
        Camera device = Camera.withNewKey();

        var answer = device.posts(PATH, "[{\"device_id\":\"a\"},{},{\"device_id\":\"b\",\"interval_seconds\":-1}]");

        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().get("rejected").findValuesAsText("field"))
                .containsExactly("device_id", "interval_seconds");
    }

    @Test
    void a_heartbeat_without_a_device_is_refused() {
        Camera.withNewKey().posts(PATH, "{\"server_id\":\"s\"}").isProblem(422, "invalid-input");
    }

    @Test
    void the_pipeline_itself_beats_in_every_partition() {
        try (var log =
                new TopicTail<>(Topics.HEARTBEATS, HeartbeatReceived.parser(), HeartbeatReceived::getPipelineBeat)) {
            await().atMost(Duration.ofSeconds(25)).untilAsserted(() -> {
                assertThat(log.poll()).isNotEmpty();
                assertThat(log.records().stream().map(ConsumerRecord::partition))
                        .contains(0, 1);
            });
        }
    }

    private static TopicTail<HeartbeatReceived> beatsOf(Camera device) {
        return new TopicTail<>(
                Topics.HEARTBEATS,
                HeartbeatReceived.parser(),
                beat -> beat.getWorkspace().equals(device.workspace()));
    }
}
