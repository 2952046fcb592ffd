package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.Camera;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * alert-service killed at each step between a verdict and the mail server's "250", for certain: the test holds a lock that
 * the step needs, or the mail server's answer. No mail is lost, and one is doubled in the one window where nobody can
 * know better, with the same Message-ID.
 */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AlertCrashesTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final FaultySystem system;
    private final AlertDatabase database;
    private final HoldingMailServer mails = new HoldingMailServer();
    private final AlertInstance alert;

    AlertCrashesTest(FaultySystem system) {
        this.system = system;
        this.database = new AlertDatabase(system.sightline().system());
        this.alert = new AlertInstance(system, 1, database, mails, Map.of());
    }

    @BeforeAll
    void start() {
        alert.start();
    }

    /** The system ends it after each test. */
    @BeforeEach
    void startStats() {
        system.stats(1, Map.of()).start();
    }

    @AfterAll
    void end() {
        alert.close();
        mails.close();
    }

    @Test
    void dead_between_the_verdict_and_its_commit_is_judged_again_and_told_once() {
        reportsLow("crash-verdict");
        String rule;
        try (var held = database.holdOutbox()) {
            rule = alert.watch("crash-verdict");
            held.awaitReached();
            alert.kill();
        }

        alert.start();

        isToldOnce("crash-verdict", rule);
    }

    @Test
    void dead_between_the_commit_and_the_sending_is_sent_once() {
        reportsLow("crash-outbox");
        String rule = alert.watch("crash-outbox");
        // For as long as mails are waited with for others.
        await("a mail that waits")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(alert.deliveryStates(rule)).containsExactly("pending"));
        alert.kill();

        alert.start();

        isToldOnce("crash-outbox", rule);
    }

    @Test
    void dead_in_the_middle_of_sending_is_sent_by_whoever_comes_next() throws InterruptedException {
        reportsLow("crash-sending");
        var held = mails.holdNext();
        String rule = alert.watch("crash-sending");
        held.awaitReached();
        assertThat(alert.deliveryStates(rule)).containsExactly("sending");
        alert.kill();
        held.lose();

        alert.start();

        isToldOnce("crash-sending", rule);
    }

    @Test
    void dead_between_the_servers_yes_and_our_note_is_the_stated_double_with_one_message_id()
            throws InterruptedException {
        reportsLow("crash-note");
        var held = mails.holdNext();
        String rule = alert.watch("crash-note");
        held.awaitReached();
        try (var outbox = database.holdOutbox()) {
            held.take();
            outbox.awaitReached();
            alert.kill();
        }

        alert.start();

        awaitSent(rule);
        assertThat(mails.taken("crash-note")).hasSize(2);
        assertThat(mails.taken("crash-note").stream()
                        .map(HoldingMailServer::messageId)
                        .distinct())
                .hasSize(1);
        assertThat(alert.incidentStates(rule)).containsExactly("open");
    }

    private void isToldOnce(String model, String rule) {
        awaitSent(rule);
        assertThat(alert.incidentStates(rule)).containsExactly("open");
        assertThat(mails.taken(model)).hasSize(1);
        assertThat(HoldingMailServer.subject(mails.taken(model).getFirst()))
                .isEqualTo("Critical: confidence mean of %s is 0.200".formatted(model));
    }

    private void awaitSent(String rule) {
        await("the mail")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(alert.deliveryStates(rule)).containsExactly("sent"));
    }

    /** In this minute and the one before, so that it does not matter when the next one begins. */
    private void reportsLow(String model) {
        var camera = new Camera(system.sightline(), model + "/1", "a");
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        camera.reports(20, 0.2, minute.minusSeconds(60));
        camera.reports(20, 0.2, minute);
        system.group().awaitCaughtUp(SOON);
    }
}
