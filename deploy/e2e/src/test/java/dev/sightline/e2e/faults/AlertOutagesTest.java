package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.Camera;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What alerts depend on goes away and comes back: nobody is told what is not so, and nothing is lost. */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class AlertOutagesTest {
    /** Only how soon a failure is told depends on these two. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Duration NEXT_BUCKET = Duration.ofMinutes(3);
    /** Long enough that every device would be dead by its own silence, which a setting makes short. */
    private static final Duration OUTAGE = Scale.of(Duration.ofSeconds(40), Duration.ofMinutes(5));

    private static final Duration SILENCE = Duration.ofSeconds(15);
    /** Beyond the pause of the beats of the pipeline itself, which is 10 s. */
    private static final Duration BLIND_AFTER = Duration.ofSeconds(25);

    private static final Duration WITHOUT_POSTGRES = Scale.of(Duration.ofSeconds(10), Duration.ofMinutes(5));

    private static final int RULES = 50;

    private final FaultySystem system;
    private final HoldingMailServer mails = new HoldingMailServer();
    private final List<AlertInstance> instances = new ArrayList<>();
    private volatile boolean isOver;
    private StatsInstance stats;

    AlertOutagesTest(FaultySystem system) {
        this.system = system;
        this.stats = system.stats(1, Map.of());
    }

    /** The system ends it after each test. */
    @BeforeEach
    void startStats() {
        stats = system.stats(1, Map.of());
        stats.start();
    }

    @AfterAll
    void end() {
        isOver = true;
        instances.forEach(AlertInstance::close);
        mails.close();
    }

    @Test
    void fifty_firing_rules_are_shared_by_two_replicas_and_a_restart_of_both_tells_nothing_new() {
        var database = new AlertDatabase(system.sightline().system());
        var one = instance(1, database, Map.of()).start();
        var other = instance(2, database, Map.of()).start();
        reportsLow("outage-storm");
        for (int rule = 0; rule < RULES; rule++) {
            (rule % 2 == 0 ? one : other).watch("outage-storm");
        }
        await("all of them fire").atMost(SOON).untilAsserted(() -> {
            assertThat(one.get("/incidents?limit=200").get("incidents")).hasSize(RULES);
            assertThat(one.get("/deliveries?limit=200").get("deliveries").findValuesAsText("state"))
                    .hasSize(RULES)
                    .containsOnly("sent");
        });
        assertThat(one.evaluations()).as("judged by one").isPositive();
        assertThat(other.evaluations()).as("judged by the other").isPositive();
        int before = mails.taken("outage-storm").size();
        assertThat(before).as("grouped").isLessThan(RULES / 2);
        one.kill();
        other.kill();
        Instant judged = judgedUntil(one.start()).getFirst();
        other.start();

        reportsLow("outage-storm");
        await("the next round")
                .atMost(NEXT_BUCKET)
                .untilAsserted(() -> assertThat(judgedUntil(one))
                        .hasSize(RULES)
                        .allSatisfy(until -> assertThat(until).isAfter(judged)));

        assertThat(one.get("/incidents?limit=200").get("incidents").findValuesAsText("state"))
                .as("one incident of each rule")
                .hasSize(RULES)
                .containsOnly("open");
        assertThat(one.get("/deliveries?limit=200").get("deliveries")).hasSize(RULES);
        assertThat(mails.taken("outage-storm")).hasSize(before);
        close(one, other);
    }

    @Test
    void while_stats_service_or_kafka_is_away_one_notice_says_so_and_no_device_is_declared_dead() {
        var database = new AlertDatabase(system.sightline().system());
        var alert = instance(
                        1,
                        database,
                        Map.of(
                                "ALERT_EVALUATION_BLIND_AFTER", BLIND_AFTER.toSeconds() + "s",
                                "ALERT_DEVICES_EARLIEST_OFFLINE", SILENCE.toSeconds() + "s"))
                .start();
        var beats = Thread.ofPlatform().daemon().start(this::beat);
        reportsLow("outage-blind");
        String silent = alert.create("{\"condition\": {\"type\": \"device_silent\"}}");
        String low = alert.watch("outage-blind");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(alert.deliveryStates(low)).containsExactly("sent");
            assertThat(deviceState(alert)).isEqualTo("ONLINE");
        });

        stats.stop();
        // While nothing waits to be stored there is nothing that we do not see.
        new Camera(system.sightline(), "outage-blind/1", "a").reports(20, 0.2, Instant.now());
        isBlindOnce(alert, 1);
        stats = system.stats(1, Map.of());
        stats.start();
        seesAgain(alert, 1);
        system.part("kafka").stop(Duration.ofSeconds(20));
        isBlindOnce(alert, 2);
        system.part("kafka").start();
        await().atMost(SOON).until(() -> system.part("kafka").isReady());
        seesAgain(alert, 2);

        assertThat(alert.incidentStates(silent)).as("incidents of devices").isEmpty();
        assertThat(alert.incidentStates(low)).as("not resolved by silence").containsExactly("open");
        assertThat(mails.taken("Resolved:")).isEmpty();
        beats.interrupt();
        close(alert);
    }

    @Test
    void without_postgres_for_a_while_no_mail_is_lost() {
        var database = new AlertDatabase(system.sightline().system());
        var alert = instance(1, database, Map.of()).start();
        reportsLow("outage-postgres");
        String rule = alert.watch("outage-postgres");
        await("a mail that waits")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(alert.deliveryStates(rule)).containsExactly("pending"));
        var postgres = system.part("postgres");

        postgres.stop(Duration.ofSeconds(10));
        await("the outage")
                .pollDelay(WITHOUT_POSTGRES)
                .atMost(WITHOUT_POSTGRES.plus(SOON))
                .until(() -> true);
        postgres.start();

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(alert.deliveryStates(rule)).containsExactly("sent"));
        assertThat(mails.taken("outage-postgres")).hasSize(1);
        assertThat(alert.incidentStates(rule)).containsExactly("open");
        reportsLow("outage-postgres-after");
        String after = alert.watch("outage-postgres-after");
        await("the next rule is judged as ever")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(alert.deliveryStates(after)).containsExactly("sent"));
        close(alert);
    }

    /** Through the whole outage; of all outages so far there is one notice each. */
    private void isBlindOnce(AlertInstance alert, int outages) {
        var end = Instant.now().plus(OUTAGE);
        await("the notice")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(mails.taken("Monitoring is blind")).hasSize(outages));
        await("the rest of the outage")
                .atMost(OUTAGE.plus(SOON))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    assertThat(deviceState(alert)).isNotEqualTo("OFFLINE");
                    return Instant.now().isAfter(end);
                });
        assertThat(mails.taken("Monitoring is blind"))
                .as("one notice, whatever is away")
                .hasSize(outages);
    }

    private void seesAgain(AlertInstance alert, int outages) {
        await("its end")
                .atMost(NEXT_BUCKET)
                .untilAsserted(
                        () -> assertThat(mails.taken("Monitoring sees again")).hasSize(outages));
        assertThat(deviceState(alert)).isNotEqualTo("OFFLINE");
    }

    private AlertInstance instance(int number, AlertDatabase database, Map<String, String> settings) {
        var instance = new AlertInstance(system, number, database, mails, settings);
        instances.add(instance);
        return instance;
    }

    private void close(AlertInstance... done) {
        for (AlertInstance instance : done) {
            instance.close();
        }
    }

    private static List<Instant> judgedUntil(AlertInstance alert) {
        List<Instant> judged = new ArrayList<>();
        for (JsonNode rule : alert.get("/alert-rules").get("alert_rules")) {
            judged.add(Instant.parse(rule.at("/series/0/judged_until").asText()));
        }
        return judged;
    }

    private static String deviceState(AlertInstance alert) {
        for (JsonNode device : alert.get("/devices/states").get("devices")) {
            if (device.get("device_id").asText().equals("outage-device")) {
                return device.get("state").asText();
            }
        }
        return "unknown";
    }

    /** As a server does: it tries again, whatever is answered. */
    private void beat() {
        while (!isOver && !Thread.currentThread().isInterrupted()) {
            try {
                Camera.beats(system.sightline(), "outage-device", 5);
            } catch (AssertionError | UncheckedIOException | IllegalStateException e) {
                // Nobody takes it now.
            }
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        }
    }

    /** In this minute and the one before, so that it does not matter when the next one begins. */
    private void reportsLow(String model) {
        var camera = new Camera(system.sightline(), model + "/1", "a");
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        camera.reports(20, 0.2, minute.minusSeconds(60));
        camera.reports(20, 0.2, minute);
        system.group().awaitCaughtUp(Duration.ofSeconds(60));
    }
}
