package dev.sightline.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestFigures;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Direction;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Thresholds;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.rules.Limits;
import dev.sightline.alert.rules.Recipients;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.state.Policy;
import dev.sightline.alert.store.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** As many rules as a workspace may have. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class ManyRulesTest {
    private static final int RULES = 1000;
    private static final int MODELS = 20;
    private static final Duration BUCKET = Duration.ofMinutes(5);

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final Database database;
    private final AlertRules rules;

    ManyRulesTest(Database database, AlertRules rules) {
        this.database = database;
        this.rules = rules;
    }

    @Test
    void a_thousand_rules_are_each_judged_once_within_their_bucket() {
        Instant until = Replays.aligned(TestClock.now(), BUCKET);
        for (int model = 0; model < MODELS; model++) {
            TestFigures.report(workspace, "model-" + model, until.minus(BUCKET.multipliedBy(3)), until, 10, 0.2);
        }

        database.inTransaction(transaction -> {
            for (int number = 0; number < RULES; number++) {
                rules.add(transaction, rule(number));
            }
            return RULES;
        });

        await().atMost(BUCKET).untilAsserted(() -> assertThat(firing()).isEqualTo(RULES));
        assertThat(incidents()).as("one of each rule").isEqualTo(RULES);
    }

    /** Of two kinds: one bucket is all that the first looks at, the second adds three of them up. */
    private AlertRule rule(int number) {
        boolean isThreshold = number % 2 == 0;
        var threshold = new Condition.Threshold(Metric.CONFIDENCE_MEAN, Direction.BELOW);
        var judgement = new Judgement(
                isThreshold ? threshold : new Condition.Threshold(Metric.CONFIDENCE_MEDIAN, Direction.BELOW),
                new Thresholds(null, 0.5, null),
                isThreshold ? BUCKET : BUCKET.multipliedBy(3),
                BUCKET,
                10);
        var definition = new RuleDefinition(
                "rule " + number,
                SeriesScope.ofModel("model-" + number % MODELS),
                judgement,
                Policy.OnNoData.KEEP,
                new Recipients(List.of(), List.of()),
                Limits.USUAL);
        Instant now = TestClock.now();
        return new AlertRule(UUID.randomUUID(), workspace, definition, false, null, "a test", null, now, now, now, 0);
    }

    private int firing() {
        return database.inTransaction(transaction -> transaction
                .sql("""
                        SELECT count(*) AS rules
                        FROM alert_rule JOIN alert_series ON alert_series.rule_id = alert_rule.id
                        WHERE workspace = :workspace AND alert_series.state ->> 'type' = 'firing'
                        """)
                .with("workspace", workspace)
                .first(row -> row.number("rules"))
                .orElse(0));
    }

    private int incidents() {
        return database.inTransaction(transaction -> transaction
                .sql("SELECT count(*) AS incidents FROM incident WHERE workspace = :workspace")
                .with("workspace", workspace)
                .first(row -> row.number("incidents"))
                .orElse(0));
    }
}
