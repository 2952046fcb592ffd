package dev.sightline.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.StubbornMailServer;
import dev.sightline.alert.StubbornMailServer.Mood;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestFigures;
import dev.sightline.alert.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A mail is never lost, whatever the mail server does; doubled only where the server had it and did not say so. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
@TestProfile(MailFaultsTest.OtherMailServer.class)
class MailFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int PORT = 25925;

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String email = workspace + "@example.com";

    @Test
    void a_server_that_is_away_gets_the_mail_when_it_is_back() {
        String id = sendTest();
        await().atMost(SOON).until(() -> attemptsOf(id) >= 2);

        try (var server = StubbornMailServer.on(PORT, always(Mood.TAKES))) {
            awaitState(id, "sent");
            assertThat(server.wholeMails()).hasSize(1);
        }
    }

    @Test
    void try_later_is_tried_later() {
        try (var server = StubbornMailServer.on(PORT, first(2, Mood.SAYS_TRY_LATER))) {
            String id = sendTest();

            awaitState(id, "sent");
            assertThat(server.wholeMails()).hasSize(1);
            assertThat(attemptsOf(id)).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void a_recipient_that_does_not_exist_is_given_up_and_can_be_tried_again_by_hand() {
        try (var server = StubbornMailServer.on(PORT, first(1, Mood.SAYS_NEVER))) {
            String id = sendTest();
            awaitState(id, "failed");
            assertThat(errorOf(id)).contains("550");

            me().post("/api/v1/deliveries/" + id + "/resend").then().statusCode(200);

            awaitState(id, "sent");
            assertThat(server.wholeMails()).hasSize(1);
        }
    }

    @Test
    void a_server_that_hangs_is_left_and_tried_again_with_the_same_message() {
        try (var server = StubbornMailServer.on(PORT, first(1, Mood.HANGS_AFTER_DATA))) {
            String id = sendTest();

            awaitState(id, "sent");
            assertThat(server.wholeMails().stream()
                            .map(MailFaultsTest::messageId)
                            .distinct())
                    .hasSize(1);
            assertThat(server.wholeMails()).as("the stated double").hasSize(2);
        }
    }

    @Test
    void a_server_that_closes_after_the_mail_may_get_it_twice_with_one_message_id() {
        try (var server = StubbornMailServer.on(PORT, first(1, Mood.CLOSES_AFTER_DATA))) {
            String id = sendTest();

            awaitState(id, "sent");
            assertThat(server.wholeMails()).as("the stated double").hasSize(2);
            assertThat(server.wholeMails().stream()
                            .map(MailFaultsTest::messageId)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void what_happens_while_the_server_is_away_is_no_storm_when_it_is_back() {
        Instant now = TestClock.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now, 20, 0.2);
        for (int mail = 1; mail <= 5; mail++) {
            String id = deliveryOf(lowConfidence());
            await("mail %d is tried".formatted(mail)).atMost(SOON).until(() -> attemptsOf(id) > 0);
        }
        String sixth = deliveryOf(lowConfidence());
        String seventh = deliveryOf(lowConfidence());
        await("what is more waits").atMost(SOON).untilAsserted(() -> {
            assertThat(waitsUntil(sixth)).isAfter(TestClock.now().plusSeconds(300));
            assertThat(waitsUntil(seventh)).isAfter(TestClock.now().plusSeconds(300));
        });

        try (var server = StubbornMailServer.on(PORT, always(Mood.TAKES))) {
            await().atMost(SOON).untilAsserted(() -> assertThat(mailsOf(server)).hasSize(5));
            assertThat(log("state", sixth)).isEqualTo("pending");
            TestClock.skip(Duration.ofMinutes(10));

            awaitState(seventh, "sent");
            assertThat(mailsOf(server)).hasSize(6).last().asString().contains("Subject: 2 alerts: Critical");
        }
    }

    private String lowConfidence() {
        return me().body("""
                        {"model": "hard-hat", "critical": 0.5, "minimum_samples": 10, "window_seconds": 60, "bucket_seconds": 60,
                         "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                        """).post("/api/v1/alert-rules").jsonPath().getString("id");
    }

    private String deliveryOf(String rule) {
        return await("an incident is told")
                .atMost(SOON)
                .until(
                        () -> me().get("/api/v1/deliveries?rule_id=" + rule)
                                .jsonPath()
                                .getString("deliveries[0].id"),
                        Objects::nonNull);
    }

    private Instant waitsUntil(String id) {
        return Instant.parse(log("next_attempt_at", id));
    }

    private List<String> mailsOf(StubbornMailServer server) {
        return server.wholeMails().stream().filter(mail -> mail.contains(email)).toList();
    }

    /** Its id in the delivery log. */
    private String sendTest() {
        String rule = me().body("{\"condition\": {\"type\": \"device_silent\"}}")
                .post("/api/v1/alert-rules")
                .jsonPath()
                .getString("id");
        me().post("/api/v1/alert-rules/" + rule + "/test").then().statusCode(202);
        return me().get("/api/v1/deliveries?rule_id=" + rule).jsonPath().getString("deliveries[0].id");
    }

    private void awaitState(String id, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(log("state", id)).isEqualTo(state));
    }

    private int attemptsOf(String id) {
        return Integer.parseInt(log("attempts", id));
    }

    private String errorOf(String id) {
        return log("last_error", id);
    }

    private String log(String field, String id) {
        List<Object> values = me().get("/api/v1/deliveries")
                .jsonPath()
                .getList("deliveries.findAll { it.id == '" + id + "' }." + field);
        return String.valueOf(values.getFirst());
    }

    private RequestSpecification me() {
        return TestSessions.editor(workspace, email);
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    private static Function<Integer, Mood> always(Mood mood) {
        return before -> mood;
    }

    private static Function<Integer, Mood> first(int count, Mood mood) {
        return before -> before < count ? mood : Mood.TAKES;
    }

    /** Mails go where a test may or may not be listening. */
    public static class OtherMailServer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.mailer.port", Integer.toString(PORT));
        }
    }
}
