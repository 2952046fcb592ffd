package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.Camera;
import dev.sightline.e2e.Inbox;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Two instances of each service, all started in one moment on empty engines; one of each pair is killed and stays away while
 * reports come, and is back for the tests. All stories are begun before, and the tests look at how each ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TwoOfEachTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(30);

    /** Which of each pair: not all of them were started first. */
    private static final List<String> KILLED =
            List.of("ingest-service-2", "stats-service", "query-service", "alert-service-2", "dashboard-ui");

    private final LocalSystem system = RunningSystem.started("two-of-each", RunningSystem.portBase() + 40, 2);
    private final Sightline owner = new Sightline(system);
    private final Sightline other = new Sightline(system);
    private final Inbox inbox = new Inbox(owner);
    private String lowRule = "";
    private Traffic first;
    private Traffic second;

    TwoOfEachTest() {
        // Each has a connection of its own, so that one reports to each instance of ingest-service.
        first = new Traffic(owner, "paired-a", Scale.seed("two-of-each", 71));
        second = new Traffic(other, "paired-b", Scale.seed("two-of-each", 72));
    }

    @BeforeAll
    void begin() {
        Camera.beats(owner, "paired-device", 5);
        Camera.beats(owner, "paired-device", 5);
        create("{\"condition\": {\"type\": \"device_silent\"}, \"device_id\": \"paired-device\"}");
        var camera = new Camera(other, "paired-low/1", "a");
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        camera.reports(Camera.EACH_MINUTE, 0.2, minute.minusSeconds(60));
        camera.reports(Camera.EACH_MINUTE, 0.2, minute);
        lowRule = create("""
                {"model": "paired-low", "critical": 0.5, "minimum_samples": 10,
                 "window_seconds": 60, "bucket_seconds": 60,
                 "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                """);
        awaitTraffic(50);

        var killed = KILLED.stream().map(system::part).toList();
        // So, and not with kill(): nobody starts them again.
        killed.forEach(part -> part.stop(Duration.ZERO));
        awaitTraffic(100);
        killed.forEach(Part::start);
        awaitTraffic(50);
        first.close();
        second.close();
        await("those that were killed are back")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(killed).allMatch(Part::isReady));
    }

    @AfterAll
    void end() {
        first.close();
        second.close();
        system.close();
    }

    @Test
    void of_two_first_starts_one_makes_the_workspace_its_owner_and_a_key_and_prints_them() throws IOException {
        assertThat(owner.get("/members").get("members").findValuesAsText("email"))
                .containsExactly(system.ownerEmail());
        assertThat(owner.get("/api-keys").get("api_keys").findValuesAsText("name"))
                .containsOnlyOnce("First ingest key");
        var logs = RunningSystem.layout("two-of-each").data().resolve("logs");
        String said = Files.readString(logs.resolve("query-service.log"))
                + Files.readString(logs.resolve("query-service-2.log"));
        assertThat(said).containsOnlyOnce("Sightline is set up");
    }

    @Test
    void what_was_acknowledged_while_one_of_each_was_killed_counts_once() {
        new Oracle(owner, first).findsEachAcknowledgedOnce();
        new Oracle(other, second).findsEachAcknowledgedOnce();
    }

    @Test
    void both_instances_give_the_same_figures() {
        String window = "/api/v1/overview?" + Sightline.window(first.begin().minusSeconds(120), Instant.now());

        await().atMost(SOON).untilAsserted(() -> {
            var one = owner.get(URI.create(instance(system.ports().query(), 1) + window));
            var another = owner.get(URI.create(instance(system.ports().query(), 2) + window));
            assertThat(one.at("/requests/value").asInt()).isPositive();
            assertThat(another).isEqualTo(one);
        });
    }

    @Test
    void one_mail_tells_of_low_confidence_and_one_of_the_silent_device() {
        inbox.awaitAbout("paired-low", SOON);
        inbox.awaitAbout("device paired-device is offline", SOON);

        assertThat(owner.get("/incidents?rule_id=" + lowRule).get("incidents")).hasSize(1);
        assertThat(owner.get("/deliveries?rule_id=" + lowRule).get("deliveries").findValuesAsText("state"))
                .containsExactly("sent");
        assertThat(inbox.about("paired-low")).hasSize(1);
        assertThat(inbox.about("paired-device")).hasSize(1);
        for (int number = 1; number <= 2; number++) {
            assertThat(deviceState(number))
                    .as("the device as instance %s knows it", number)
                    .isEqualTo("OFFLINE");
        }
    }

    @Test
    void a_revoked_key_is_refused_by_every_instance() {
        var made = owner.create("/api-keys", "{\"name\": \"paired\", \"scopes\": [\"ingest\", \"read\"]}");
        String key = made.get("key").asText();
        await("every instance knows the key")
                .atMost(REVOKED_WITHIN)
                .untilAsserted(() -> assertThat(answersTo(key)).containsOnly(200, 202));

        var answer = owner.ask(
                "DELETE",
                system.dashboardUrl() + "/api/v1/api-keys/" + made.get("id").asText(),
                "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        await("every instance refuses it")
                .atMost(REVOKED_WITHIN)
                .untilAsserted(() -> assertThat(answersTo(key)).containsOnly(401));
    }

    @Test
    void a_session_that_is_ended_is_refused_by_every_instance() {
        var elsewhere = new Sightline(system);
        assertThat(answersTo(elsewhere)).containsOnly(200);
        String session = elsewhere
                .get("/sessions")
                .get("sessions")
                .valueStream()
                .filter(candidate -> candidate.get("is_present").asBoolean())
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();

        var answer = owner.ask("DELETE", system.dashboardUrl() + "/api/v1/sessions/" + session, "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        await("every instance refuses it")
                .atMost(REVOKED_WITHIN)
                .untilAsserted(() -> assertThat(answersTo(elsewhere)).containsOnly(401));
        assertThat(answersTo(owner)).as("the owner's other session").containsOnly(200);
    }

    /** The statuses of all instances that take a key. */
    private List<Integer> answersTo(String key) {
        var program = owner.inAnotherBrowser();
        var reports = instances(system.ports().ingest(), "/v1/heartbeats")
                .map(request -> request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"device_id\": \"paired-key\", \"server_id\": \"s\"}")));
        return Stream.concat(reports, questions())
                .map(request -> program.send(request.header("Authorization", "Bearer " + key))
                        .statusCode())
                .toList();
    }

    /** The statuses of all instances that take a session. */
    private List<Integer> answersTo(Sightline browser) {
        return questions().map(request -> browser.send(request).statusCode()).toList();
    }

    private Stream<HttpRequest.Builder> questions() {
        return Stream.of(
                        instances(system.ports().query(), "/api/v1/models"),
                        instances(system.ports().alert(), "/api/v1/alert-rules"),
                        instances(system.ports().stats(), "/api/v1/operations/integrity"))
                .flatMap(requests -> requests);
    }

    private Stream<HttpRequest.Builder> instances(int service, String path) {
        return Stream.of(1, 2).map(number -> HttpRequest.newBuilder(URI.create(instance(service, number) + path)));
    }

    private String instance(int service, int number) {
        return "http://localhost:" + system.ports().instance(service, number);
    }

    private String deviceState(int number) {
        var states = owner.get(URI.create(instance(system.ports().alert(), number) + "/api/v1/devices/states"));
        for (JsonNode device : states.get("devices")) {
            if (device.get("device_id").asText().equals("paired-device")) {
                return device.get("state").asText();
            }
        }
        return "unknown";
    }

    private String create(String rule) {
        return owner.create("/alert-rules", rule).get("id").asText();
    }

    /** So many more of each. */
    private void awaitTraffic(int count) {
        int firstOnes = first.acknowledged().size();
        int secondOnes = second.acknowledged().size();
        first.awaitAcknowledged(firstOnes + count);
        second.awaitAcknowledged(secondOnes + count);
    }
}
