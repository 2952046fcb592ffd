package dev.sightline.alert.evaluation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.Inbox;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestFigures;
import dev.sightline.alert.TestSessions;
import dev.sightline.alert.store.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From figures to mails, on the real engines. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class AlertsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LOW_CONFIDENCE = """
            {"name": "Low confidence", "model": "hard-hat", "critical": 0.5, "minimum_samples": 10,
             "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"},
             "window_seconds": 60, "bucket_seconds": 60}
            """;

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String email = workspace + "@example.com";

    private final Database database;

    AlertsTest(Database database) {
        this.database = database;
    }

    @Test
    void confidence_that_falls_and_recovers_is_one_thread_of_two_mails() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule =
                me().body(LOW_CONFIDENCE).post("/api/v1/alert-rules").jsonPath().getString("id");

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        var opened = Inbox.of(email).getFirst();
        assertThat(Inbox.subject(opened)).isEqualTo("Critical: confidence mean of hard-hat is 0.200");
        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(600), 20, 0.9);
        TestClock.skip(Duration.ofMinutes(6));

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(2));
        var resolved = Inbox.of(email).getLast();
        assertThat(Inbox.subject(resolved)).isEqualTo("Resolved: confidence mean of hard-hat is 0.900");
        assertThat(Inbox.header(resolved, "References")).isNotEmpty().isEqualTo(Inbox.header(opened, "References"));
        assertThat(Inbox.header(resolved, "Message-ID")).isNotEqualTo(Inbox.header(opened, "Message-ID"));
        JsonPath incident = me().get("/api/v1/incidents?rule_id=" + rule).jsonPath();
        assertThat(incident.getList("incidents.state")).containsExactly("resolved");
        assertThat(timeline(incident.getString("incidents[0].id")))
                .containsExactly("opened", "told", "eased", "resolved", "told");
    }

    @Test
    void pages_of_incidents_that_one_bucket_opened_have_each_once() {
        Instant now = nextMinute();
        for (String model : List.of("a", "b", "c", "d", "e")) {
            TestFigures.report(workspace, model, now.minusSeconds(600), now.plusSeconds(600), 20, 0.2);
        }
        String rule = create(LOW_CONFIDENCE.replace("\"model\": \"hard-hat\", ", ""));
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(rule)).hasSize(5));
        List<String> all = incidents(rule);
        String page = "/api/v1/incidents?limit=2&rule_id=" + rule;

        List<String> paged = new ArrayList<>();
        List<String> next = me().get(page).jsonPath().getList("incidents.id");
        while (!next.isEmpty()) {
            paged.addAll(next);
            next = me().get(page + "&after=" + next.getLast()).jsonPath().getList("incidents.id");
        }

        assertThat(paged).isEqualTo(all);
    }

    @Test
    void limits_hold_and_the_next_mail_says_what_was_held_back() {
        Instant now = nextMinute();
        for (String model : List.of("a", "b", "c")) {
            TestFigures.report(workspace, model, now.minusSeconds(600), now, 20, 0.2);
        }
        String rule = create(LOW_CONFIDENCE.replace("\"model\": \"hard-hat\",", "\"limits\": {\"per_hour\": 1},"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "held")).hasSize(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        TestFigures.report(workspace, "a", now, now.plusSeconds(7200), 20, 0.2);
        TestFigures.report(workspace, "b", now, now.plusSeconds(7200), 20, 0.2);
        TestFigures.report(workspace, "c", now, now.plusSeconds(7200), 20, 0.2);
        TestClock.skip(Duration.ofMinutes(61));

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(2));
        assertThat(Inbox.whole(Inbox.of(email).getLast()))
                .contains("Held back by this rule's limits since the last mail: 2");
    }

    @Test
    void what_was_held_back_can_be_sent_by_hand_and_stands_in_no_mails_way() {
        Instant now = nextMinute();
        for (String model : List.of("a", "b")) {
            TestFigures.report(workspace, model, now.minusSeconds(600), now, 20, 0.2);
        }
        String rule = create(LOW_CONFIDENCE.replace("\"model\": \"hard-hat\",", "\"limits\": {\"per_hour\": 1},"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "held")).hasSize(1));

        me().post("/api/v1/deliveries/" + deliveries(rule, "held").getFirst() + "/resend")
                .then()
                .statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "sent")).hasSize(2));
        assertThat(Inbox.of(email)).hasSize(2);
    }

    @Test
    void nobody_is_written_to_by_hand_who_has_not_said_yes() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule = create(LOW_CONFIDENCE.replace(
                "\"bucket_seconds\": 60",
                "\"bucket_seconds\": 60, \"recipients\": {\"emails\": [\"other-" + email + "\"]}"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "cancelled")).hasSize(1));

        var answer =
                me().post("/api/v1/deliveries/" + deliveries(rule, "cancelled").getFirst() + "/resend");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.asString()).contains("the address has not been confirmed yet");
    }

    @Test
    void a_limit_per_day_holds_as_that_per_hour_does() {
        Instant now = nextMinute();
        for (String model : List.of("a", "b", "c")) {
            TestFigures.report(workspace, model, now.minusSeconds(600), now, 20, 0.2);
        }

        String rule = create(
                LOW_CONFIDENCE.replace("\"model\": \"hard-hat\",", "\"limits\": {\"per_hour\": 50, \"per_day\": 1},"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "held")).hasSize(2));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "sent")).hasSize(1));
    }

    @Test
    void several_things_at_once_are_one_mail_and_a_silenced_rule_is_none() {
        Instant now = nextMinute();
        for (String model : List.of("a", "b", "c")) {
            TestFigures.report(workspace, model, now.minusSeconds(600), now, 20, 0.2);
        }
        String rule = create(LOW_CONFIDENCE.replace("\"model\": \"hard-hat\",", ""));
        String silenced = create(LOW_CONFIDENCE.replace("hard-hat", "a").replace("Low", "Quiet"));
        me().body("{\"until\": \"2099-01-01T00:00:00Z\"}")
                .post("/api/v1/alert-rules/" + silenced + "/silence")
                .then()
                .statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "sent")).hasSize(3));
        assertThat(Inbox.of(email))
                .extracting(Inbox::subject)
                .contains("3 alerts: Critical: confidence mean of a is 0.200 and more");
    }

    @Test
    void a_silence_keeps_quiet_and_what_still_stands_is_told_when_it_ends() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now.plusSeconds(1200), 20, 0.2);
        String rule = create(LOW_CONFIDENCE);
        me().body("{\"until\": \"" + now.plusSeconds(600) + "\"}")
                .post("/api/v1/alert-rules/" + rule + "/silence")
                .then()
                .statusCode(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(rule)).hasSize(1));
        TestClock.skip(Duration.ofMinutes(5));
        awaitJudgedAfter(rule, now.plusSeconds(120));
        assertThat(Inbox.of(email)).isEmpty();

        TestClock.skip(Duration.ofMinutes(6));

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        assertThat(incidents(rule)).hasSize(1);
    }

    @Test
    void a_paused_rule_is_not_judged_and_goes_on_from_when_it_is_resumed() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.9);
        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(600), 20, 0.2);
        TestFigures.report(workspace, "hard-hat", now.plusSeconds(600), now.plusSeconds(1800), 20, 0.9);
        String rule = create(LOW_CONFIDENCE);
        awaitJudged(rule);
        me().post("/api/v1/alert-rules/" + rule + "/pause").then().statusCode(200);
        TestClock.skip(Duration.ofMinutes(15));

        me().post("/api/v1/alert-rules/" + rule + "/resume").then().statusCode(200);

        TestClock.skip(Duration.ofMinutes(2));
        awaitJudgedAfter(rule, now.plusSeconds(900));
        assertThat(incidents(rule)).as("what came and went in the pause").isEmpty();
    }

    @Test
    void a_rule_that_is_changed_or_deleted_ends_its_incident_and_no_mail_says_that_it_is_resolved() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule = create(LOW_CONFIDENCE);
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        me().body(LOW_CONFIDENCE.replace("0.5", "0.4"))
                .put("/api/v1/alert-rules/" + rule)
                .then()
                .statusCode(200);
        await("under the new threshold it fires as well")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(2));

        me().delete("/api/v1/alert-rules/" + rule).then().statusCode(204);

        assertThat(me().get("/api/v1/incidents?rule_id=" + rule).jsonPath().getList("incidents.close_reason"))
                .containsExactly("rule_deleted", "rule_changed");
        assertThat(subjects()).allSatisfy(subject -> assertThat(subject).startsWith("Critical: "));
    }

    @Test
    void a_warning_that_becomes_critical_is_one_more_mail_and_ends_only_past_the_recovery_threshold() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now.plusSeconds(60), 20, 0.55);
        TestFigures.report(workspace, "hard-hat", now.plusSeconds(60), now.plusSeconds(240), 20, 0.3);
        TestFigures.report(workspace, "hard-hat", now.plusSeconds(240), now.plusSeconds(480), 20, 0.65);
        TestFigures.report(workspace, "hard-hat", now.plusSeconds(480), now.plusSeconds(900), 20, 0.8);
        String rule = create(
                LOW_CONFIDENCE.replace("\"critical\": 0.5", "\"warning\": 0.6, \"critical\": 0.4, \"recovery\": 0.7"));
        awaitJudged(rule);
        TestClock.skip(Duration.ofMinutes(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        TestClock.skip(Duration.ofMinutes(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(2));
        TestClock.skip(Duration.ofMinutes(5));
        awaitJudgedAfter(rule, now.plusSeconds(360));
        assertThat(me().get("/api/v1/incidents?rule_id=" + rule).jsonPath().getList("incidents.state"))
                .as("between the thresholds")
                .containsExactly("open");

        TestClock.skip(Duration.ofMinutes(6));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(subjects())
                        .containsExactly(
                                "Warning: confidence mean of hard-hat is 0.550",
                                "Critical: confidence mean of hard-hat is 0.300",
                                "Resolved: confidence mean of hard-hat is 0.800"));
        assertThat(Inbox.of(email).stream()
                        .map(mail -> Inbox.header(mail, "References"))
                        .distinct())
                .as("one thread")
                .hasSize(1);
    }

    @Test
    void a_mail_stops_by_one_post_and_the_link_alone_changes_nothing() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule = create(LOW_CONFIDENCE);
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        String link =
                Inbox.header(Inbox.of(email).getFirst(), "List-Unsubscribe").replaceAll("[<>]|\\s", "");
        assertThat(Inbox.header(Inbox.of(email).getFirst(), "List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        String path = link.substring("https://sightline.example".length());
        given().urlEncodingEnabled(false).get(path).then().statusCode(200);
        assertThat(addressState(rule)).isEqualTo("confirmed");

        stop(Inbox.of(email).getFirst());

        assertThat(addressState(rule)).isEqualTo("unsubscribed");
        given().urlEncodingEnabled(false)
                .post(path.replace("token=", "token=x"))
                .then()
                .statusCode(422);
    }

    @Test
    void somebody_elses_address_is_asked_once_and_gets_nothing_until_it_says_yes() {
        String other = "other-" + email;
        String body = LOW_CONFIDENCE.replace(
                "\"bucket_seconds\": 60", "\"bucket_seconds\": 60, \"recipients\": {\"emails\": [\"" + other + "\"]}");
        String rule = create(body);
        create(body);
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(other)).hasSize(1));
        assertThat(addressState(rule)).isEqualTo("unconfirmed");
        String mail = Inbox.whole(Inbox.of(other).getFirst())
                .replaceAll("=\\r?\\n", "")
                .replace("=3D", "=");
        var link = Pattern.compile("https://sightline.example(/api/v1/alerts/confirm\\?token=[\\w.%-]+)")
                .matcher(mail);
        assertThat(link.find()).isTrue();

        given().urlEncodingEnabled(false).post(link.group(1)).then().statusCode(200);

        assertThat(addressState(rule)).isEqualTo("confirmed");
        assertThat(Inbox.of(other)).as("two rules, asked once").hasSize(1);
    }

    @Test
    void an_incident_is_acknowledged_commented_and_resolved_by_hand() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule = create(LOW_CONFIDENCE);
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(rule)).hasSize(1));
        String incident = incidents(rule).getFirst();

        me().post("/api/v1/incidents/" + incident + "/acknowledge").then().statusCode(200);
        me().body("{\"text\": \"Dirty lens\"}")
                .post("/api/v1/incidents/" + incident + "/comment")
                .then()
                .statusCode(200);
        me().post("/api/v1/incidents/" + incident + "/resolve").then().statusCode(200);

        var details = me().get("/api/v1/incidents/" + incident).jsonPath();
        assertThat(details.getString("incident.close_reason")).isEqualTo("resolved_by_hand");
        assertThat(details.getList("timeline.kind")).contains("acknowledged", "commented", "resolved_by_hand");
        assertThat(details.getList("series")).isNotEmpty();
        assertThat(me().post("/api/v1/incidents/" + incident + "/resolve").statusCode())
                .isEqualTo(409);
        assertThat(TestSessions.editor("another", email)
                        .get("/api/v1/incidents/" + incident)
                        .statusCode())
                .as("another workspace sees nothing of it")
                .isEqualTo(404);
    }

    @Test
    void a_preview_shows_what_a_rule_would_have_done_and_stores_nothing() {
        Instant now = nextMinute();
        Instant day = now.minus(Duration.ofDays(2));
        TestFigures.report(workspace, "hard-hat", day, day.plusSeconds(3600), 20, 0.9);
        TestFigures.report(workspace, "hard-hat", day.plusSeconds(3600), day.plusSeconds(7200), 20, 0.2);
        TestFigures.report(workspace, "hard-hat", day.plusSeconds(7200), day.plusSeconds(10_800), 20, 0.9);

        var preview =
                me().body(LOW_CONFIDENCE).post("/api/v1/alert-rules/preview").jsonPath();

        assertThat(preview.getList("series[0].incidents")).hasSize(1);
        assertThat(preview.getString("series[0].incidents[0].opened_at"))
                .isEqualTo(day.plusSeconds(3660).toString());
        assertThat(preview.getInt("mails_would_be_sent")).isEqualTo(2);
        assertThat(preview.getDouble("threshold")).isEqualTo(0.5);
        assertThat(me().get("/api/v1/alert-rules").jsonPath().getList("alert_rules"))
                .isEmpty();
    }

    @Test
    void a_preview_learns_nothing_from_the_time_in_which_the_rule_would_have_fired() {
        Instant now = nextMinute();
        Instant fell = now.minus(Duration.ofDays(2));
        reportScattered(now.minus(Duration.ofDays(6)), fell, 0.9);
        reportScattered(fell, now, 0.5);

        var preview = me().body("{\"model\": \"hard-hat\", \"condition\": {\"type\": \"confidence_drop\"}}")
                .post("/api/v1/alert-rules/preview")
                .jsonPath();

        assertThat(preview.getList("series[0].incidents.closed_at")).hasSize(1).containsOnlyNulls();
        assertThat(preview.getDouble("series[0].points[-1].baseline")).isCloseTo(0.9, within(0.02));
    }

    @Test
    void late_data_judge_a_bucket_again_and_tell_nobody_again() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule = create(LOW_CONFIDENCE);
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        String incident = incidents(rule).getFirst();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(300), now, 5, 0.9);
        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(600), 20, 0.2);

        TestClock.skip(Duration.ofMinutes(1));

        await().atMost(SOON).untilAsserted(() -> assertThat(timeline(incident)).contains("revised"));
        assertThat(incidents(rule)).containsExactly(incident);
        assertThat(Inbox.of(email)).hasSize(1);
    }

    @Test
    void after_five_mails_in_ten_minutes_the_next_waits_and_has_everything_in_it() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        for (int mails = 1; mails <= 5; mails++) {
            create(LOW_CONFIDENCE);
            int count = mails;
            await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(count));
        }
        String sixth = create(LOW_CONFIDENCE);
        String seventh = create(LOW_CONFIDENCE);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(seventh, "pending")).hasSize(1));
        assertThat(deliveries(sixth, "pending")).hasSize(1);

        TestClock.skip(Duration.ofMinutes(10));

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(6));
        var digest = Inbox.of(email).getLast();
        assertThat(Inbox.subject(digest)).startsWith("2 alerts: ");
        stop(digest);
        assertThat(List.of(addressState(sixth), addressState(seventh)))
                .as("whoever stops a digest stops all that it tells of")
                .containsOnly("unsubscribed");
    }

    @Test
    void a_model_whose_only_device_is_offline_is_told_once_the_device_is_back() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        deviceIs("OFFLINE");
        String rule = create(LOW_CONFIDENCE);
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(rule)).hasSize(1));
        assertThat(me().get("/api/v1/incidents/" + incidents(rule).getFirst())
                        .jsonPath()
                        .getList("timeline.note"))
                .contains("its only source is offline: line-3");
        assertThat(Inbox.of(email)).isEmpty();
        deviceIs("ONLINE");
        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(600), 20, 0.2);

        TestClock.skip(Duration.ofMinutes(1));

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
    }

    @Test
    void a_lack_of_figures_is_told_where_wanted_and_its_end_to_those_who_heard_of_it() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.9);
        String rule = create(LOW_CONFIDENCE.replace("{\"name\"", "{\"on_no_data\": \"alert\", \"name\""));
        awaitJudged(rule);
        TestClock.skip(Duration.ofMinutes(5));
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects()).containsExactly("No data: hard-hat"));
        Instant later = nextMinute();
        TestFigures.report(workspace, "hard-hat", later, later.plusSeconds(600), 20, 0.9);

        TestClock.skip(Duration.ofMinutes(3));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(subjects()).containsExactly("No data: hard-hat", "Data again: hard-hat"));
        assertThat(incidents(rule)).isEmpty();
    }

    @Test
    void figures_that_lack_because_the_only_device_is_offline_are_the_devices_own_alert() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.9);
        String rule = create(LOW_CONFIDENCE.replace("{\"name\"", "{\"on_no_data\": \"alert\", \"name\""));
        awaitJudged(rule);
        deviceIs("OFFLINE");
        TestClock.skip(Duration.ofMinutes(5));
        awaitJudgedAfter(rule, now.plusSeconds(180));
        Instant later = nextMinute();
        deviceIs("ONLINE");
        TestFigures.report(workspace, "hard-hat", later, later.plusSeconds(600), 20, 0.9);

        TestClock.skip(Duration.ofMinutes(3));

        awaitJudgedAfter(rule, later);
        assertThat(me().get("/api/v1/alert-rules/" + rule).jsonPath().getString("series[0].state"))
                .isEqualTo("ok");
        assertThat(me().get("/api/v1/deliveries?rule_id=" + rule).jsonPath().getList("deliveries"))
                .as("neither the lack nor its end")
                .isEmpty();
    }

    @Test
    void a_preview_of_silence_is_made_of_the_beats_that_came() {
        Instant begin = nextMinute().minus(Duration.ofDays(1));
        List<Instant> beats = List.of(begin, begin.plusSeconds(30), begin.plusSeconds(330), begin.plusSeconds(360));
        TestFigures.beat(workspace, "line-3", 30, beats);

        var preview = me().body("{\"condition\": {\"type\": \"device_silent\"}}")
                .post("/api/v1/alert-rules/preview")
                .jsonPath();

        assertThat(preview.getList("series.device_id")).containsExactly("line-3");
        assertThat(preview.getList("series[0].incidents.opened_at"))
                .containsExactly(
                        begin.plusSeconds(30 + 90).toString(),
                        begin.plusSeconds(360 + 90).toString());
        assertThat(preview.getList("series[0].incidents.closed_at"))
                .containsExactly(begin.plusSeconds(330).toString(), null);
        assertThat(preview.getInt("mails_would_be_sent"))
                .as("two, one of them is back")
                .isEqualTo(3);
    }

    @Test
    void a_new_level_is_taken_as_the_new_normal_and_learned_from_there_on() {
        Instant now = nextMinute();
        reportScattered(now.minus(Duration.ofDays(2)), now, 0.9);
        reportScattered(now, now.plusSeconds(3600), 0.5);
        String rule = create("{\"model\": \"hard-hat\", \"condition\": {\"type\": \"confidence_drop\"}}");
        awaitJudged(rule);
        TestClock.skip(Duration.ofMinutes(25));
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(rule)).hasSize(1));
        String incident = incidents(rule).getFirst();

        me().post("/api/v1/incidents/" + incident + "/accept").then().statusCode(200);

        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(1200), 20, 0.5);
        TestClock.skip(Duration.ofMinutes(10));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(me().get("/api/v1/alert-rules/" + rule)
                                .jsonPath()
                                .getString("series[0].figures.detail"))
                        .startsWith("baseline ready after 12 hours"));
        assertThat(incidents(rule)).as("the level is no news any more").containsExactly(incident);
        assertThat(me().get("/api/v1/incidents/" + incident).jsonPath().getString("incident.close_reason"))
                .isEqualTo("accepted");
    }

    @Test
    void baselines_leave_out_the_time_in_which_a_rule_fired() {
        Instant now = nextMinute();
        reportScattered(now.minus(Duration.ofDays(2)), now, 0.9);
        reportScattered(now, now.plus(Duration.ofHours(23)), 0.5);
        String rule = create("{\"model\": \"hard-hat\", \"condition\": {\"type\": \"confidence_drop\"}}");
        awaitJudged(rule);
        TestClock.skip(Duration.ofMinutes(25));
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(rule)).hasSize(1));
        TestClock.skip(Duration.ofHours(21));
        awaitJudgedAfter(rule, now.plus(Duration.ofHours(21)));

        TestClock.skip(Duration.ofMinutes(70));

        awaitJudgedAfter(rule, now.plus(Duration.ofHours(22)));
        var series = me().get("/api/v1/alert-rules/" + rule).jsonPath();
        assertThat(series.getDouble("series[0].figures.value")).isCloseTo(0.5, within(0.01));
        assertThat(series.getDouble("series[0].figures.baseline"))
                .as("what is ordinary after 22 hours of an incident")
                .isCloseTo(0.9, within(0.01));
        assertThat(series.getString("series[0].state")).isEqualTo("firing");
        assertThat(Inbox.of(email)).hasSize(1);
    }

    @Test
    void after_an_outage_nothing_is_learned_from_what_nobody_has_judged_and_only_what_still_stands_is_told() {
        Instant now = nextMinute();
        reportScattered(now.minus(Duration.ofDays(2)), now.plus(Duration.ofHours(1)), 0.9);
        reportScattered(now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)), 0.6);
        reportScattered(now.plus(Duration.ofHours(2)), now.plus(Duration.ofHours(6)), 0.9);
        reportScattered(now.plus(Duration.ofHours(6)), now.plus(Duration.ofHours(23)), 0.84);
        String rule = create("{\"model\": \"hard-hat\", \"condition\": {\"type\": \"confidence_drop\"}}");
        awaitJudged(rule);

        TestClock.skip(Duration.ofHours(22));

        awaitJudgedAfter(rule, now.plus(Duration.ofHours(21)));
        var incidents = me().get("/api/v1/incidents?rule_id=" + rule).jsonPath();
        assertThat(incidents.getList("incidents.state")).containsExactly("open", "resolved");
        assertThat(Instant.parse(incidents.getString("incidents[0].opened_at")))
                .isBetween(now.plus(Duration.ofHours(6)), now.plus(Duration.ofHours(8)));
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        assertThat(deliveries(rule, "sent")).hasSize(1);
    }

    @Test
    void a_webhook_into_our_own_network_is_refused_by_name_and_by_address() {
        String hooks = Stream.of(
                        "http://localhost:9/", "http://127.0.0.1:9/", "http://[::1]:9/", "http://[::ffff:127.0.0.1]:9/")
                .map("{\"url\": \"%s\"}"::formatted)
                .collect(Collectors.joining(", "));
        String rule = create(LOW_CONFIDENCE.replace(
                "\"bucket_seconds\": 60", "\"bucket_seconds\": 60, \"recipients\": {\"webhooks\": [" + hooks + "]}"));

        me().post("/api/v1/alert-rules/" + rule + "/test").then().statusCode(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(me().get("/api/v1/deliveries?rule_id=" + rule)
                                .jsonPath()
                                .<String>getList("deliveries.last_error"))
                        .hasSize(4)
                        .allSatisfy(error -> assertThat(error).contains("private addresses")));
        assertThat(deliveries(rule, "failed")).hasSize(4);
    }

    private void awaitJudged(String rule) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(me().get("/api/v1/alert-rules/" + rule)
                                .jsonPath()
                                .getList("series"))
                        .isNotEmpty());
    }

    private void awaitJudgedAfter(String rule, Instant time) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Instant.parse(me().get("/api/v1/alert-rules/" + rule)
                                .jsonPath()
                                .getString("series[0].judged_until")))
                        .isAfter(time));
    }

    /** Around this mean, as real confidences are. */
    private void reportScattered(Instant from, Instant until, double mean) {
        for (double scatter : List.of(-0.05, 0.05)) {
            TestFigures.report(workspace, "hard-hat", from, until, 10, mean + scatter);
        }
    }

    /** The device that figures of these tests come from. */
    private void deviceIs(String state) {
        database.inTransaction(transaction -> transaction
                .sql("""
                        INSERT INTO device_state (workspace, device_id, state, since) VALUES (:workspace, 'line-3', :state, :now)
                        ON CONFLICT (workspace, device_id) DO UPDATE SET state = excluded.state
                        """)
                .with("workspace", workspace)
                .with("state", state)
                .with("now", TestClock.now())
                .update());
    }

    /** As mail programs do. */
    private static void stop(MimeMessage mail) {
        String link = Inbox.header(mail, "List-Unsubscribe").replaceAll("[<>]|\\s", "");
        given().urlEncodingEnabled(false)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(link.substring("https://sightline.example".length()))
                .then()
                .statusCode(200);
    }

    private String create(String rule) {
        var answer = me().body(rule).post("/api/v1/alert-rules");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath().getString("id");
    }

    private List<String> deliveries(String rule, String state) {
        return me().get("/api/v1/deliveries?rule_id=" + rule + "&state=" + state)
                .jsonPath()
                .getList("deliveries.id");
    }

    private List<String> incidents(String rule) {
        return me().get("/api/v1/incidents?rule_id=" + rule).jsonPath().getList("incidents.id");
    }

    private String addressState(String rule) {
        return me().get("/api/v1/alert-rules/" + rule).jsonPath().getString("recipients.addresses[0].state");
    }

    private List<String> subjects() {
        return Inbox.of(email).stream().map(Inbox::subject).toList();
    }

    private List<String> timeline(String incident) {
        return me().get("/api/v1/incidents/" + incident).jsonPath().getList("timeline.kind");
    }

    private RequestSpecification me() {
        return TestSessions.editor(workspace, email);
    }

    private static Instant nextMinute() {
        return TestClock.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    }
}
