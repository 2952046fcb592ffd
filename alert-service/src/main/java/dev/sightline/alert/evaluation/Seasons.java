package dev.sightline.alert.evaluation;

import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.History;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Season;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.measure.Measurements;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is ordinary for each series, learned anew every hour from the four weeks before.
 *
 * <p>Kept in memory alone: whoever starts learns it again from the same figures, and comes to the same.
 */
@ApplicationScoped
class Seasons {
    private static final int MOST = 4000;

    private final Measurements measurements;
    private final Incidents incidents;
    private final Map<Key, Learned> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Learned> eldest) {
            return size() > MOST;
        }
    };

    Seasons(Measurements measurements, Incidents incidents) {
        this.measurements = measurements;
        this.incidents = incidents;
    }

    /** Null while too little is known of the series. The periods in which the rule fired are left out. */
    @Nullable Season of(Transaction transaction, AlertRule rule, SeriesState series, Instant at) {
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        var key = new Key(rule.id(), rule.updatedAt(), series.scope().key(), series.learnedFrom());
        synchronized (known) {
            var learned = known.get(key);
            if (learned != null && learned.hour().equals(hour)) {
                return learned.season();
            }
        }
        var season = learn(transaction, rule, series, hour);
        synchronized (known) {
            known.put(key, new Learned(hour, season));
        }
        return season;
    }

    private @Nullable Season learn(Transaction transaction, AlertRule rule, SeriesState series, Instant hour) {
        SeriesScope scope = series.scope();
        Judgement judgement = rule.definition().judgement();
        Instant longest = hour.minus(Season.LONGEST_PAST);
        Instant accepted = series.learnedFrom();
        Instant since = accepted == null || accepted.isBefore(longest) ? longest : accepted;
        if (!since.isBefore(hour)) {
            return null;
        }
        var histories = measurements.of(rule.workspace(), scope, judgement, since, hour);
        History history = histories.get(scope.model());
        if (history == null) {
            return null;
        }
        var wrong = incidents.spans(transaction, rule.id(), scope.key(), since);
        return learn(judgement, history, wrong, hour);
    }

    /** The season as it was known at {@code asOf}. */
    static @Nullable Season learn(Judgement judgement, History history, List<Incidents.Span> wrong, Instant asOf) {
        var past = history.between(asOf.minus(Season.LONGEST_PAST), asOf).stream()
                .filter(bucket -> wrong.stream().noneMatch(span -> span.holds(bucket.start())))
                .toList();
        return Season.learn(past, asOf, judgement.bucket(), judgement.minimumSamples());
    }

    private record Key(
            UUID ruleId,
            Instant ruleUpdatedAt,
            String series,
            @Nullable Instant learnedFrom) {}

    private record Learned(Instant hour, @Nullable Season season) {}
}
