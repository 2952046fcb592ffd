package dev.sightline.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Direction;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Thresholds;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.Limits;
import dev.sightline.alert.rules.Recipients;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.state.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Instant BUCKET = Instant.parse("2026-11-02T10:00:00Z");
    private static final String WINDOW = "/inferences?from=2026-11-02T09%3A50%3A00Z&until=2026-11-02T10%3A05%3A00Z";

    @Test
    void a_notice_leads_to_exactly_the_inferences_of_its_scope() {
        assertThat(inferencesOf(new SeriesScope(null, null, null, null))).isEqualTo(WINDOW);
        assertThat(inferencesOf(SeriesScope.ofModel("hard hat"))).isEqualTo(WINDOW + "&project=hard+hat");
        assertThat(inferencesOf(new SeriesScope("hard-hat", "3", null, null)))
                .isEqualTo(WINDOW + "&model_id=hard-hat%2F3");
        assertThat(inferencesOf(new SeriesScope("hard-hat", null, "head & neck", "line-1")))
                .isEqualTo(WINDOW + "&project=hard-hat&class=head+%26+neck&device_id=line-1");
    }

    private static @Nullable String inferencesOf(SeriesScope scope) {
        var judgement = new Judgement(
                new Condition.Threshold(Metric.CONFIDENCE_MEAN, Direction.BELOW),
                new Thresholds(null, 0.5, null),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                10);
        var definition = new RuleDefinition(
                "low", scope, judgement, Policy.OnNoData.KEEP, new Recipients(List.of(), List.of()), Limits.USUAL);
        var rule = new AlertRule(
                UUID.randomUUID(), "first", definition, false, null, "a test", null, BUCKET, BUCKET, BUCKET, 0);
        var figures = new Figures(BUCKET, 0.4, null, null, null, 0.4, 20, null, null);
        return new Wording(rule, scope)
                .ofGap(Notice.Kind.FLAPPING, figures, BUCKET)
                .inferences();
    }
}
