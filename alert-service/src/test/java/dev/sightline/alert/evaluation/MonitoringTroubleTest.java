package dev.sightline.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.Inbox;
import dev.sightline.alert.OutsideWatch;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestFigures;
import dev.sightline.alert.TestSessions;
import dev.sightline.alert.measure.Watermark;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said when the monitoring itself cannot see, and to whom. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class MonitoringTroubleTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BEYOND_PATIENCE = Duration.ofMinutes(2);

    private static final String RULES = "/api/v1/alert-rules";
    private static final String LOW_CONFIDENCE = """
            {"name": "Low", "model": "hard-hat", "critical": 0.5, "minimum_samples": 10, "bucket_seconds": 60, "window_seconds": 60,
             "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
            """;

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String owner = workspace + "@example.com";
    private final Database database;
    private final Watermark watermark;
    private final DeadMansSwitch deadMansSwitch;
    private List<Instant> clocks = List.of();

    MonitoringTroubleTest(Database database, Watermark watermark, DeadMansSwitch deadMansSwitch) {
        this.database = database;
        this.watermark = watermark;
        this.deadMansSwitch = deadMansSwitch;
    }

    /** Other tests let hours pass without a beat. */
    @BeforeEach
    void allIsWell() {
        clocks = database.inTransaction(transaction -> transaction
                .sql("SELECT beat_at FROM pipeline_clock WHERE partition = 0 AND beat_at IS NOT NULL")
                .rows(row -> row.instant("beat_at")));
        TestClock.skip(BEYOND_PATIENCE);
        await().atMost(SOON)
                .until(() -> watermark
                        .current()
                        .orElse(Instant.EPOCH)
                        .isAfter(TestClock.now().minusSeconds(30)));
        pipelineBeatAt(TestClock.now());
        await().atMost(SOON).until(() -> blindEyes() == 0);
        me().body("{\"condition\": {\"type\": \"device_silent\"}}")
                .post(RULES)
                .then()
                .statusCode(201);
    }

    /** The pipeline's clock does not go back by itself, and other tests have their own time. */
    @AfterEach
    void putTheClockBack() {
        pipelineBeatAt(clocks.isEmpty() ? Instant.EPOCH : clocks.getFirst());
    }

    @Test
    void without_the_pipelines_own_beat_owners_get_one_notice_and_one_when_it_is_back() {
        pipelineBeatAt(TestClock.now().minus(BEYOND_PATIENCE));
        await().atMost(SOON).untilAsserted(() -> assertThat(Inbox.of(owner)).hasSize(1));

        pipelineBeatAt(TestClock.now());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Inbox.of(owner))
                        .extracting(Inbox::subject)
                        .containsExactly("Monitoring is blind", "Monitoring sees again"));
        assertThat(Inbox.header(Inbox.of(owner).getLast(), "References"))
                .as("one thread")
                .isEqualTo(Inbox.header(Inbox.of(owner).getFirst(), "References"));
    }

    @Test
    void somebody_outside_is_called_while_all_is_well_and_not_while_blind() throws InterruptedException {
        int before = OutsideWatch.calls();
        deadMansSwitch.callWhileWell();
        assertThat(OutsideWatch.calls()).isGreaterThan(before);
        pipelineBeatAt(TestClock.now().minus(BEYOND_PATIENCE));
        await().atMost(SOON).until(() -> blindEyes() == 1);
        int whenBlind = OutsideWatch.calls();

        deadMansSwitch.callWhileWell();

        assertThat(OutsideWatch.calls()).isEqualTo(whenBlind);
    }

    @Test
    void figures_that_cannot_be_read_leave_a_rule_as_it_stands_and_owners_are_told_once() {
        pauseRulesOfOtherTests();
        Instant now = TestClock.now().truncatedTo(ChronoUnit.MINUTES);
        // On into what is to come: the next minute may have ended before the first evaluation.
        TestFigures.report(workspace, "hard-hat", now.minusSeconds(600), now.plusSeconds(3600), 20, 0.9);
        String rule = me().body(LOW_CONFIDENCE).post(RULES).jsonPath().getString("id");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(seriesOf(rule).getString("series[0].state")).isEqualTo("ok"));
        TestFigures.takeMinutesAway();
        try {
            awaitFailures(rule, 4);
            // Asked while they are away: once they are back the next evaluation says something else.
            assertThat(seriesOf(rule).getString("series[0].state")).isEqualTo("error");
        } finally {
            TestFigures.giveMinutesBack();
        }

        TestClock.skip(Duration.ofMinutes(1));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(seriesOf(rule).getString("series[0].state")).isNotEqualTo("error"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveriesOf(rule).getList("deliveries.state"))
                        .containsExactly("sent"));
        assertThat(deliveriesOf(rule).getList("deliveries.subject")).isEqualTo(List.of("Cannot be evaluated: Low"));
        assertThat(deliveriesOf(rule).getList("deliveries.recipient")).isEqualTo(List.of(owner));
    }

    /** Theirs would fail as well, a thousand of them, and stand in the way. */
    private void pauseRulesOfOtherTests() {
        database.inTransaction(transaction -> transaction
                .sql("UPDATE alert_rule SET is_paused = true WHERE workspace <> :workspace")
                .with("workspace", workspace)
                .update());
    }

    /** Each attempt has to be due. */
    private void awaitFailures(String rule, int count) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            TestClock.skip(Duration.ofSeconds(20));
            return failures(rule) >= count;
        });
    }

    private int failures(String rule) {
        return database.inTransaction(transaction -> transaction
                .sql("SELECT failures FROM alert_rule WHERE workspace = :workspace AND id = CAST(:id AS uuid)")
                .with("workspace", workspace)
                .with("id", rule)
                .first(row -> row.number("failures"))
                .orElseThrow());
    }

    private RequestSpecification me() {
        return TestSessions.owner(workspace, owner);
    }

    private JsonPath seriesOf(String rule) {
        return me().get(RULES + "/" + rule).jsonPath();
    }

    private JsonPath deliveriesOf(String rule) {
        return me().get("/api/v1/deliveries?rule_id=" + rule).jsonPath();
    }

    private void pipelineBeatAt(Instant at) {
        database.inTransaction(
                transaction -> transaction.sql("""
                        INSERT INTO pipeline_clock (partition, beat_at, hearing_since) VALUES (0, :at, :at)
                        ON CONFLICT (partition) DO UPDATE SET beat_at = :at
                        """).with("at", at).update());
    }

    private int blindEyes() {
        return database.inTransaction(transaction -> transaction
                .sql("SELECT count(*) AS eyes FROM blindness")
                .first(row -> row.number("eyes"))
                .orElse(0));
    }
}
