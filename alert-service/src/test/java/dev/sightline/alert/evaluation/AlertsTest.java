package dev.sightline.alert.evaluation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
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

        given().urlEncodingEnabled(false)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(path)
                .then()
                .statusCode(200);

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
    void late_data_judge_a_bucket_again_and_tell_nobody_again() {
        Instant now = nextMinute();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        String rule = create(LOW_CONFIDENCE);
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
        String incident = incidents(rule).getFirst();
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(300), now, 5, 0.9);
        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(120), 20, 0.2);

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
        assertThat(Inbox.subject(Inbox.of(email).getLast())).startsWith("2 alerts: ");
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
        TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(120), 20, 0.2);

        TestClock.skip(Duration.ofMinutes(1));

        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(1));
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
        for (double scatter : List.of(-0.05, 0.05)) {
            TestFigures.report(workspace, "hard-hat", now.minus(Duration.ofDays(2)), now, 10, 0.9 + scatter);
            TestFigures.report(workspace, "hard-hat", now, now.plusSeconds(3600), 10, 0.5 + scatter);
        }
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
    void a_webhook_into_our_own_network_is_refused() {
        String rule = create(LOW_CONFIDENCE.replace(
                "\"bucket_seconds\": 60",
                "\"bucket_seconds\": 60, \"recipients\": {\"webhooks\": [{\"url\": \"http://localhost:9/\"}]}"));

        me().post("/api/v1/alert-rules/" + rule + "/test").then().statusCode(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(rule, "failed")).hasSize(1));
        assertThat(me().get("/api/v1/deliveries?rule_id=" + rule).jsonPath().getString("deliveries[0].last_error"))
                .contains("private addresses");
    }

    private void awaitJudged(String rule) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(me().get("/api/v1/alert-rules/" + rule)
                                .jsonPath()
                                .getList("series"))
                        .isNotEmpty());
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
