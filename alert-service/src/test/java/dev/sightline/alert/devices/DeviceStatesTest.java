package dev.sightline.alert.devices;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.Inbox;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a record on the topic to the answer of the API, on real Kafka and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class DeviceStatesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** The clock of the partition does not go back, so that each test begins after the one before it. */
    private static Instant start = Instant.parse("2026-11-22T12:00:00Z");

    private final String workspace = "ws-" + UUID.randomUUID();
    private final Instant noon = nextStart();
    private final Log log = new Log();
    private final HeartbeatConsumer consumer;

    DeviceStatesTest(HeartbeatConsumer consumer) {
        this.consumer = consumer;
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_device_that_beats_is_online() {
        log.pipelineBeat(noon);
        log.beat(workspace, "line-3", "server-1", noon.plusSeconds(1), 15);

        awaitState("line-3", "ONLINE");
        var device = device("line-3");
        assertThat(Instant.parse(device.getString("since"))).isEqualTo(noon.plusSeconds(1));
        assertThat(device.getDouble("interval_seconds")).isEqualTo(15);
        assertThat(device.getString("servers[0].server_id")).isEqualTo("server-1");
        assertThat(Instant.parse(device.getString("servers[0].last_beat_at"))).isEqualTo(noon.plusSeconds(1));
        assertThat(Instant.parse(device.getString("last_beat_at"))).isEqualTo(noon.plusSeconds(1));
    }

    @Test
    void a_device_that_falls_silent_is_late_and_then_offline() {
        log.pipelineBeat(noon);
        log.beat(workspace, "line-3", "server-1", noon, 15);
        log.pipelineBeats(noon, noon.plusSeconds(40));
        awaitState("line-3", "LATE");

        log.pipelineBeats(noon.plusSeconds(50), noon.plusSeconds(70));

        awaitState("line-3", "OFFLINE");
    }

    @Test
    void a_device_that_comes_and_goes_is_told_twice_each_and_then_as_flapping() {
        String email = workspace + "@example.com";
        TestSessions.editor(workspace, email)
                .body("{\"condition\": {\"type\": \"device_silent\"}, \"limits\": {\"per_hour\": 50}}")
                .post("/api/v1/alert-rules")
                .then()
                .statusCode(201);
        log.pipelineBeat(noon);
        log.beat(workspace, "line-3", "server-1", noon, 15);
        Instant now = noon;

        for (int mails = 1; mails <= 5; mails += 2) {
            log.pipelineBeats(now, now.plusSeconds(70));
            awaitMails(email, mails);
            if (mails < 5) {
                now = now.plusSeconds(70);
                log.beat(workspace, "line-3", "server-1", now, 15);
                log.beat(workspace, "line-3", "server-1", now.plusSeconds(5), 15);
                log.pipelineBeat(now.plusSeconds(5));
                awaitMails(email, mails + 1);
            }
        }

        assertThat(Inbox.of(email))
                .extracting(Inbox::subject)
                .containsExactly(
                        "Critical: device line-3 is offline",
                        "Resolved: device line-3 is back",
                        "Critical: device line-3 is offline",
                        "Resolved: device line-3 is back",
                        "Flapping: line-3 comes and goes");
    }

    private static void awaitMails(String email, int count) {
        TestClock.skip(Duration.ofSeconds(5));
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(count));
    }

    @Test
    void a_device_that_promises_no_interval_is_given_the_usual_one() {
        log.beat(workspace, "line-3", "server-1", noon, 0);
        log.beat(workspace, "line-4", "server-2", noon, 15);
        log.pipelineBeats(noon, noon.plusSeconds(80));

        awaitState("line-4", "OFFLINE");
        assertThat(device("line-3").getString("state")).isEqualTo("ONLINE");
        assertThat(device("line-3").getDouble("interval_seconds")).isEqualTo(60);
    }

    @Test
    void two_beats_in_a_row_bring_a_device_back() {
        log.beat(workspace, "line-3", "server-1", noon, 15);
        log.pipelineBeats(noon, noon.plusSeconds(100));
        awaitState("line-3", "OFFLINE");

        log.beat(workspace, "line-3", "server-1", noon.plusSeconds(101), 15);
        log.beat(workspace, "line-3", "server-1", noon.plusSeconds(116), 15);

        awaitState("line-3", "ONLINE");
        assertThat(Instant.parse(device("line-3").getString("since"))).isEqualTo(noon.plusSeconds(116));
    }

    @Test
    void our_own_lag_never_declares_a_server_dead() {
        log.pipelineBeat(noon);
        log.beat(workspace, "line-3", "server-1", noon, 15);
        log.pipelineBeat(noon.plusSeconds(10));

        // The pipeline is away for an hour: nobody could be heard, whoever beats first afterwards.
        log.pipelineBeats(noon.plusSeconds(3600), noon.plusSeconds(3610));
        log.beat(workspace, "marker", "server-2", noon.plusSeconds(3611), 15);

        awaitState("marker", "ONLINE");
        assertThat(device("line-3").getString("state")).isEqualTo("ONLINE");
    }

    @Test
    void a_device_is_online_while_one_of_its_servers_is() {
        log.beat(workspace, "line-3", "old-server", noon, 15);
        log.beat(workspace, "line-3", "new-server", noon.plusSeconds(50), 15);
        log.pipelineBeats(noon, noon.plusSeconds(70));
        log.beat(workspace, "marker", "marker", noon.plusSeconds(70), 15);

        awaitState("marker", "ONLINE");
        assertThat(device("line-3").getString("state")).isEqualTo("ONLINE");
        assertThat(device("line-3").getList("servers.server_id")).containsExactly("new-server", "old-server");
    }

    @Test
    void a_restart_loses_nothing() throws InterruptedException {
        log.beat(workspace, "line-3", "server-1", noon, 15);
        log.pipelineBeats(noon, noon.plusSeconds(40));
        awaitState("line-3", "LATE");
        consumer.stop();
        log.pipelineBeats(noon.plusSeconds(50), noon.plusSeconds(70));
        log.beat(workspace, "line-4", "server-2", noon.plusSeconds(71), 15);

        consumer.start();

        awaitState("line-4", "ONLINE");
        assertThat(device("line-3").getString("state")).isEqualTo("OFFLINE");
        assertThat(Instant.parse(device("line-3").getString("last_beat_at"))).isEqualTo(noon);
    }

    @Test
    void a_record_that_is_no_heartbeat_does_not_stop_the_line() {
        log.noHeartbeat();
        log.beat(workspace, "line-3", "server-1", noon, 15);

        awaitState("line-3", "ONLINE");
    }

    @Test
    void workspace_a_cannot_see_workspace_b() {
        String other = "ws-" + UUID.randomUUID();
        log.beat(other, "theirs", "server-1", noon, 15);
        log.beat(workspace, "ours", "server-1", noon, 15);

        awaitState("ours", "ONLINE");
        assertThat(states(workspace).getList("devices.device_id")).containsExactly("ours");
        assertThat(states(other).getList("devices.device_id")).containsExactly("theirs");
    }

    private void awaitState(String device, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                states(workspace).getString("devices.find { it.device_id == '" + device + "' }?.state"))
                        .as("state of " + device)
                        .isEqualTo(state));
    }

    private JsonPath device(String device) {
        var all = states(workspace);
        all.setRootPath("devices.find { it.device_id == '" + device + "' }");
        return all;
    }

    private static JsonPath states(String workspace) {
        return given().cookie("sightline_session", TestSessions.of(workspace))
                .when()
                .get("/api/v1/devices/states")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static synchronized Instant nextStart() {
        start = start.plus(Duration.ofHours(3));
        return start;
    }
}
