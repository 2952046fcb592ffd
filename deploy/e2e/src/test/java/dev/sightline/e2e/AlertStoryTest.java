package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From what cameras report to what people read in their mails, and back by the links in them.
 *
 * <p>Buckets are a minute long, and a device's silence is one before it is told; so all stories are begun at once, and the
 * tests look at how each ends.
 */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertStoryTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The rest of a minute, and then some. */
    private static final Duration NEXT_BUCKET = Duration.ofSeconds(100);
    /** A minute of silence, told from the pipeline's own by a beat every ten seconds. */
    private static final Duration OFFLINE = Duration.ofSeconds(60 + 10 + 20);

    private static final String FALLS = "falls@example.com";
    private static final String STOPS = "stops@example.com";
    private static final String LIMITED = "limited@example.com";
    private static final String DEVICES = "devices@example.com";

    private final Sightline sightline;
    private final Inbox inbox;
    private final List<Camera.Reporting> reporting = new ArrayList<>();
    private Instant lastBeat = Instant.MIN;
    private Instant fallen = Instant.MIN;
    private String fallingRule = "";
    private String stoppedRule = "";
    private String limitedRule = "";

    AlertStoryTest(Sightline sightline) {
        this.sightline = sightline;
        this.inbox = new Inbox(sightline);
    }

    @BeforeAll
    void begin() {
        everybodyConfirms();
        Camera.beats(sightline, "story-device", 5);
        Camera.beats(sightline, "story-device", 5);
        lastBeat = Instant.now();
        create("""
                {"condition": {"type": "device_silent"}, "device_id": "story-device", "recipients": {"emails": ["%s"]}}
                """.formatted(DEVICES));
        awaitTimeUntilTheNextMinute();
        fallen = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        var falling = new Camera(sightline, "story-falls/2", "helmet");
        var stopped = new Camera(sightline, "story-stops/1", "helmet");
        falling.reports(20, 0.9, fallen.minusSeconds(60));
        falling.reports(20, 0.25, fallen.plusSeconds(10));
        stopped.reports(20, 0.25, fallen.plusSeconds(10));
        for (String model : List.of("story-a/1", "story-b/1", "story-c/1")) {
            new Camera(sightline, model, "limited").reports(20, 0.25, fallen.plusSeconds(10));
        }
        fallingRule = create(low("\"model\": \"story-falls\", \"version\": \"2\"", FALLS));
        stoppedRule = create(low("\"model\": \"story-stops\"", STOPS));
        limitedRule = create(low("\"class\": \"limited\", \"limits\": {\"per_hour\": 1}", LIMITED));
        reporting.add(falling.keepsReporting(0.9));
        reporting.add(stopped.keepsReporting(0.9));
        var told = inbox.awaitAbout("story-stops", SOON);
        assertThat(asMailProgram("POST", listUnsubscribe(told), "List-Unsubscribe=One-Click")
                        .statusCode())
                .as("unsubscribing is one POST, without cookies, from anywhere")
                .isEqualTo(200);
    }

    @AfterAll
    void end() {
        reporting.forEach(Camera.Reporting::close);
    }

    @Test
    void confidence_that_falls_is_one_mail_with_the_figures_of_the_dashboard() {
        var mail = inbox.awaitAbout("story-falls/2 is 0.250", SOON);

        assertThat(mail.to()).containsExactly(FALLS);
        assertThat(mail.subject()).isEqualTo("Critical: confidence mean of story-falls/2 is 0.250");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("Message-ID")).isNotEmpty();
        assertThat(mail.text()).contains("Now: 0.250", "Samples: 20", "Since: " + fallen.plusSeconds(60));
        assertThat(mail.html()).contains("cid:chart-0@sightline");
        var incident = sightline.get("/incidents/" + afterLastSlash(mail.link(dashboard() + "/alerts/incidents/")));
        assertThat(incident.at("/incident/rule_id").asText()).isEqualTo(fallingRule);
        var inferences = sightline
                .get(mail.link(dashboard() + "/inferences?")
                        .substring(dashboard().length()))
                .get("inferences");
        assertThat(inferences).as("the inferences that the mail leads to").hasSize(20);
        assertThat(inferences)
                .allSatisfy(inference -> assertThat(
                                inference.get("average_confidence").asDouble())
                        .isCloseTo(0.25, within(1e-9)));
        assertThat(model("story-falls", fallen, fallen.plusSeconds(60))
                        .at("/average_confidence/value")
                        .asDouble())
                .as("on the dashboard")
                .isCloseTo(0.25, within(1e-9));
    }

    @Test
    void its_recovery_is_one_more_in_the_same_thread() {
        var resolved = inbox.awaitAbout("Resolved: confidence mean of story-falls/2 is 0.900", NEXT_BUCKET);

        var mails = inbox.of(FALLS).stream()
                .filter(mail -> mail.subject().contains("confidence"))
                .toList();
        assertThat(mails).hasSize(2);
        assertThat(resolved.header("References"))
                .isNotEmpty()
                .isEqualTo(mails.getFirst().header("References"));
        assertThat(resolved.header("In-Reply-To")).isEqualTo(mails.getFirst().header("In-Reply-To"));
        assertThat(resolved.header("Message-ID")).isNotEqualTo(mails.getFirst().header("Message-ID"));
    }

    @Test
    void whoever_has_stopped_the_mails_of_a_rule_gets_none_of_its_recovery() {
        await("the end of the incident")
                .atMost(NEXT_BUCKET)
                .untilAsserted(
                        () -> assertThat(incidents(stoppedRule).at("/0/state").asText())
                                .isEqualTo("resolved"));

        assertThat(deliveries(stoppedRule).findValuesAsText("state")).containsExactlyInAnyOrder("sent", "cancelled");
        assertThat(inbox.about("story-stops")).hasSize(1);
    }

    @Test
    void a_limit_per_hour_holds_back_what_is_more() {
        await("what is held back")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(limitedRule).findValuesAsText("state"))
                        .containsExactlyInAnyOrder("sent", "held", "held"));

        assertThat(incidents(limitedRule)).as("all of them are incidents").hasSize(3);
        assertThat(inbox.about("limited of story-")).hasSize(1);
    }

    @Test
    void a_device_that_falls_silent_and_comes_back_is_one_mail_each() {
        inbox.awaitAbout("device story-device is offline", OFFLINE.plusSeconds(20));
        var opened = Instant.parse(sightline
                .get("/incidents?device_id=story-device")
                .at("/incidents/0/opened_at")
                .asText());
        assertThat(Duration.between(lastBeat, opened)).isBetween(Duration.ofSeconds(60), OFFLINE);
        assertThat(incidentsOfDevice()).as("told while it is so").containsExactly("open");

        Camera.beats(sightline, "story-device", 5);
        Camera.beats(sightline, "story-device", 5);

        inbox.awaitAbout("Resolved: device story-device is back", SOON);
        assertThat(incidentsOfDevice()).containsExactly("resolved");
        assertThat(inbox.about("story-device").stream()
                        .map(mail -> mail.header("References"))
                        .distinct())
                .as("one thread")
                .hasSize(1);
        assertThat(inbox.about("story-device")).hasSize(2);
    }

    /** Each address is asked once, and looking at the link is no answer. */
    private void everybodyConfirms() {
        String asking = create("""
                {"condition": {"type": "device_silent"}, "device_id": "nobody",
                 "recipients": {"emails": ["%s", "%s", "%s", "%s"]}}
                """.formatted(FALLS, STOPS, LIMITED, DEVICES));
        for (String email : List.of(FALLS, STOPS, LIMITED, DEVICES)) {
            await("the question to " + email)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(inbox.of(email)).hasSize(1));
            String link = inbox.of(email).getFirst().link(dashboard() + "/api/v1/alerts/confirm");
            assertThat(asMailProgram("GET", link, "").statusCode()).isEqualTo(200);
            assertThat(standing(asking, email)).isEqualTo("unconfirmed");
            assertThat(asMailProgram("POST", link, "").statusCode()).isEqualTo(200);
            assertThat(standing(asking, email)).isEqualTo("confirmed");
        }
    }

    private String standing(String rule, String email) {
        for (JsonNode address : sightline.get("/alert-rules/" + rule).at("/recipients/addresses")) {
            if (address.get("email").asText().equals(email)) {
                return address.get("state").asText();
            }
        }
        throw new AssertionError(email + " is no recipient");
    }

    /** What has happened in the last whole minute is judged at once, unless the next one is over meanwhile. */
    private static void awaitTimeUntilTheNextMinute() {
        await().atMost(SOON).until(() -> Instant.now().getEpochSecond() % 60 < 40);
    }

    private static String low(String fields, String email) {
        return """
                {%s, "critical": 0.5, "minimum_samples": 10, "window_seconds": 60, "bucket_seconds": 60,
                 "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"},
                 "recipients": {"emails": ["%s"]}}
                """.formatted(fields, email);
    }

    private String create(String rule) {
        return sightline.create("/alert-rules", rule).get("id").asText();
    }

    private JsonNode incidents(String rule) {
        return sightline.get("/incidents?rule_id=" + rule).get("incidents");
    }

    private List<String> incidentsOfDevice() {
        return sightline
                .get("/incidents?device_id=story-device")
                .get("incidents")
                .findValuesAsText("state");
    }

    private JsonNode deliveries(String rule) {
        return sightline.get("/deliveries?rule_id=" + rule).get("deliveries");
    }

    private JsonNode model(String project, Instant from, Instant until) {
        for (JsonNode model :
                sightline.get("/models?" + Sightline.window(from, until)).get("models")) {
            if (model.get("project").asText().equals(project)) {
                return model;
            }
        }
        throw new AssertionError("no model " + project);
    }

    private String dashboard() {
        return sightline.system().dashboardUrl();
    }

    private static String listUnsubscribe(Inbox.Mail mail) {
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        return mail.header("List-Unsubscribe").replaceAll("[<>\\s]", "");
    }

    private static String afterLastSlash(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** Without cookies and without our own header, as from another network. */
    private static HttpResponse<String> asMailProgram(String method, String link, String form) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(link))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .method(method, BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
