package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From what cameras report to what people read in their mails, and back by the links in them.
 *
 * <p>Buckets are a minute long, and a silence has to last before it is told; so all stories are begun at once, and the tests
 * look at how each ends. What happens next is begun by what was seen, never by the time that has passed.
 */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertStoryTest {
    /** For what takes seconds, and for what takes a bucket or two: only how soon a failure is told depends on it. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Duration NEXT_BUCKET = Duration.ofMinutes(5);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** The silence, told from the pipeline's own by a beat every ten seconds, and how late such a beat may be. */
    private static final Duration OFFLINE = SILENCE.plusSeconds(10 + 20);

    private static final String FALLS = "falls@example.com";
    private static final String STOPS = "stops@example.com";
    private static final String LIMITED = "limited@example.com";
    private static final String DEVICES = "devices@example.com";
    private static final String FLAPPING = "flapping@example.com";

    private static final List<String> PEOPLE = List.of(FALLS, STOPS, LIMITED, DEVICES, FLAPPING);

    private final Sightline sightline;
    private final Inbox inbox;
    private final List<Camera.EachMinute> reporting = new ArrayList<>();
    private final ScheduledExecutorService beating = Executors.newSingleThreadScheduledExecutor();
    private Instant lastBeat = Instant.MIN;
    private CompletableFuture<Void> comingAndGoing = new CompletableFuture<>();
    private String flappingRule = "";
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
        lives("shaky-line");
        Camera.beats(sightline, "story-device", 5);
        lastBeat = Instant.now();
        Camera.beats(sightline, "story-device", 5);
        create("""
                {"condition": {"type": "device_silent"}, "device_id": "story-device", "recipients": {"emails": ["%s"]}}
                """.formatted(DEVICES));
        flappingRule = create("""
                {"condition": {"type": "device_silent"}, "device_id": "shaky-line", "recipients": {"emails": ["%s"]}}
                """.formatted(FLAPPING));
        comingAndGoing = CompletableFuture.runAsync(this::comesAndGoes);
        var falling = lowFor("story-falls/2", "helmet");
        var stopped = lowFor("story-stops/1", "helmet");
        for (String model : List.of("story-a/1", "story-b/1", "story-c/1")) {
            lowFor(model, "limited");
        }
        fallingRule = create(low("\"model\": \"story-falls\", \"version\": \"2\"", FALLS));
        stoppedRule = create(low("\"model\": \"story-stops\"", STOPS));
        limitedRule = create(low("\"class\": \"limited\", \"limits\": {\"per_hour\": 1}", LIMITED));
        inbox.awaitAbout("story-falls", SOON);
        falling.turnsTo(0.9);
        var told = inbox.awaitAbout("story-stops", SOON);
        assertThat(told.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(Inbox.follow(
                        "POST",
                        told.header("List-Unsubscribe").replaceAll("[<>\\s]", ""),
                        "List-Unsubscribe=One-Click"))
                .as("unsubscribing is one POST, without cookies, from anywhere")
                .isEqualTo(200);
        stopped.turnsTo(0.9);
    }

    @AfterAll
    void end() {
        beating.shutdownNow();
        reporting.forEach(Camera.EachMinute::close);
    }

    @Test
    void confidence_that_falls_is_one_mail_with_the_figures_of_the_dashboard() {
        var mail = inbox.awaitAbout("story-falls/2 is 0.250", SOON);

        assertThat(mail.to()).containsExactly(FALLS);
        assertThat(mail.subject()).isEqualTo("Critical: confidence mean of story-falls/2 is 0.250");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("Message-ID")).isNotEmpty();
        assertThat(mail.html()).contains("cid:chart-0@sightline");
        var incident = sightline.get("/incidents/" + afterLastSlash(mail.link(dashboard() + "/alerts/incidents/")));
        assertThat(incident.at("/incident/rule_id").asText()).isEqualTo(fallingRule);
        var fallen = Instant.parse(incident.at("/incident/opened_at").asText());
        assertThat(mail.text()).contains("Now: 0.250", "Samples: " + Camera.EACH_MINUTE, "Since: " + fallen);
        var inferences = sightline
                .get(mail.link(dashboard() + "/inferences?")
                        .substring(dashboard().length()))
                .get("inferences");
        assertThat(inferences).as("the inferences that the mail leads to").hasSize(Camera.EACH_MINUTE);
        assertThat(inferences)
                .allSatisfy(inference -> assertThat(
                                inference.get("average_confidence").asDouble())
                        .isCloseTo(0.25, within(1e-9)));
        var shown = model("story-falls", fallen.minusSeconds(60), fallen);
        assertThat(shown.at("/average_confidence/value").asDouble())
                .as("on the dashboard")
                .isCloseTo(0.25, within(1e-9));
        assertThat(shown.at("/requests/value").asInt()).isEqualTo(Camera.EACH_MINUTE);
    }

    @Test
    void its_mail_fits_every_width_in_light_and_dark_and_its_links_open_what_they_name() {
        var mail = inbox.awaitAbout("story-falls/2 is 0.250", SOON);
        String html =
                mail.html().replace("cid:chart-0@sightline", "data:image/png;base64," + mail.inlineImage("chart.png"));
        Path folder = RunningSystem.home().resolve("deploy/e2e/target/screens");
        try (var browser = new Browser(sightline)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : List.of(320, 600, 1000)) {
                    var page = browser.resized(width, 800, scheme).page();
                    page.setContent(html);

                    assertThat(page.evaluate("document.documentElement.scrollWidth"))
                            .as("width of the mail in a window of %d", width)
                            .isEqualTo(width);
                    assertThat(page.evaluate("document.images[0]?.naturalWidth > 0"))
                            .as("its chart is there")
                            .isEqualTo(true);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(folder.resolve("mail-%d-%s.png".formatted(width, scheme))));
                }
            }
            var page = browser.resized(1440, 900, ColorScheme.LIGHT).signIn().page();
            page.navigate(mail.link(dashboard() + "/alerts/incidents/"));
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("story-falls"))
                    .waitFor();
        }
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
        assertThat(Duration.between(lastBeat, opened)).isBetween(SILENCE, OFFLINE);
        assertThat(incidentsOf("story-device")).as("told while it is so").containsExactly("open");

        keepsLiving("story-device");

        inbox.awaitAbout("Resolved: device story-device is back", SOON);
        assertThat(incidentsOf("story-device")).containsExactly("resolved");
        assertThat(inbox.about("story-device").stream()
                        .map(mail -> mail.header("References"))
                        .distinct())
                .as("one thread")
                .hasSize(1);
        assertThat(inbox.about("story-device")).hasSize(2);
    }

    @Test
    void a_device_that_comes_and_goes_is_one_mail_and_then_silence() {
        comingAndGoing.join();
        inbox.awaitAbout("Flapping: shaky-line comes and goes", SOON);

        assertThat(incidentsOf("shaky-line")).as("each change is known").containsExactly("resolved", "resolved");
        assertThat(deliveries(flappingRule)).as("and no more is told").hasSize(3);
        assertThat(inbox.about("shaky-line"))
                .extracting(Inbox.Mail::subject)
                .containsExactly(
                        "Critical: device shaky-line is offline",
                        "Resolved: device shaky-line is back",
                        "Flapping: shaky-line comes and goes");
    }

    /** Gone twice and back twice: the third of these changes is one more than are told. */
    private void comesAndGoes() {
        awaitShakyLine(1, "open", () -> {});
        awaitShakyLine(1, "resolved", () -> lives("shaky-line"));
        awaitShakyLine(2, "open", () -> {});
        keepsLiving("shaky-line");
        awaitShakyLine(2, "resolved", () -> {});
    }

    private void awaitShakyLine(int incidents, String state, Runnable meanwhile) {
        await("incident %d to be %s".formatted(incidents, state))
                .atMost(OFFLINE.plus(SOON))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    meanwhile.run();
                    assertThat(incidentsOf("shaky-line"))
                            .hasSize(incidents)
                            .first()
                            .isEqualTo(state);
                });
    }

    private void keepsLiving(String deviceId) {
        var _ = beating.scheduleWithFixedDelay(() -> lives(deviceId), 0, 2, TimeUnit.SECONDS);
    }

    /** Two beats in a row. */
    private void lives(String deviceId) {
        Camera.beats(sightline, deviceId, 5);
        Camera.beats(sightline, deviceId, 5);
    }

    /** Each address is asked once, and looking at the link is no answer. */
    private void everybodyConfirms() {
        String asking = create("""
                {"condition": {"type": "device_silent"}, "device_id": "nobody",
                 "recipients": {"emails": ["%s"]}}
                """.formatted(String.join("\", \"", PEOPLE)));
        for (String email : PEOPLE) {
            await("the question to " + email)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(inbox.of(email)).hasSize(1));
            String link = inbox.of(email).getFirst().link(dashboard() + "/api/v1/alerts/confirm");
            assertThat(Inbox.follow("GET", link, "")).isEqualTo(200);
            assertThat(standing(asking, email)).isEqualTo("unconfirmed");
            assertThat(Inbox.follow("POST", link, "")).isEqualTo(200);
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

    /** Low in the last minute and in each from this one on: it does not matter in which the rule is judged first. */
    private Camera.EachMinute lowFor(String modelId, String className) {
        var camera = new Camera(sightline, modelId, className);
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        camera.reports(Camera.EACH_MINUTE, 0.9, minute.minusSeconds(120));
        camera.reports(Camera.EACH_MINUTE, 0.25, minute.minusSeconds(60));
        var each = camera.reportsEachMinute(0.25);
        reporting.add(each);
        return each;
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

    private List<String> incidentsOf(String deviceId) {
        return sightline
                .get("/incidents?device_id=" + deviceId)
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

    private static String afterLastSlash(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
