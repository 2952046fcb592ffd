package dev.sightline.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.Inbox;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestFigures;
import dev.sightline.alert.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
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
