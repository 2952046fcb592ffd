package dev.sightline.query.classes;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.window.Buckets;
import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often and how surely each class was predicted in a window and in the one before. */
@ApplicationScoped
class ClassesQuery {
    private static final int MOST_STEPS = 60;

    // Read once: first by class and step, the window before being step 0, then by class. The rollup is sorted by model
    // and
    // class, so that one model is one contiguous read.
    private static final String CLASSES = """
            SELECT *,
                   sum(predictions) OVER ()          AS all_predictions,
                   sum(previous_predictions) OVER () AS all_previous_predictions,
                   count() OVER ()                   AS class_count
            FROM
            (
                SELECT class_name,
                       sumIf(step.predictions, start > 0)           AS predictions,
                       sumIf(step.predictions, start = 0)           AS previous_predictions,
                       sumIf(step.requests, start > 0)              AS requests,
                       sumIf(step.requests, start = 0)              AS previous_requests,
                       sumIf(step.confidence_sum, start > 0)        AS confidence_sum,
                       sumIf(step.confidence_sum, start = 0)        AS previous_confidence_sum,
                       groupArrayIf(start, start > 0)               AS step_starts,
                       groupArrayIf(step.predictions, start > 0)    AS step_predictions,
                       groupArrayIf(step.confidence_sum, start > 0) AS step_confidence_sums
                FROM
                (
                    SELECT toString(class)                                                   AS class_name,
                           if(bucket < {from:DateTime64(6, 'UTC')},
                              0, roundDown(toUnixTimestamp(bucket), {starts:Array(UInt32)})) AS start,
                           sum(rollup.predictions)                                           AS predictions,
                           sum(rollup.requests)                                              AS requests,
                           sum(rollup.confidence_sum)                                        AS confidence_sum
                    FROM class_rollup_minute AS rollup
                    WHERE workspace = {workspace:String}
                      AND ({is_any_project:Bool} OR project = {project:String})
                      AND ({is_any_version:Bool} OR version = {version:String})
                      AND bucket >= {previous_from:DateTime64(6, 'UTC')} AND bucket < {until:DateTime64(6, 'UTC')}
                    GROUP BY class_name, start
                ) AS step
                GROUP BY class_name
            )
            ORDER BY predictions DESC, previous_predictions DESC, class_name
            LIMIT 500
            """;

    private final ClickHouse clickHouse;

    ClassesQuery(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    ClassList in(TimeWindow window, ModelScope scope) {
        var steps = Buckets.evenly(window, MOST_STEPS).starts();
        var parameters = scope.parameters(new Parameters())
                .with("previous_from", window.previous().from())
                .with("from", window.from())
                .with("until", window.until())
                .with("starts", steps);
        var rows = clickHouse.rows(CLASSES, parameters, ClassRow.class);
        var any = rows.isEmpty() ? ClassRow.NONE : rows.getFirst();
        return new ClassList(
                window,
                window.previous(),
                Figure.of(any.allPredictions(), any.allPreviousPredictions()),
                any.classCount(),
                steps,
                rows.stream().map(row -> row.shown(steps)).toList());
    }

    private record ClassRow(
            String className,
            long predictions,
            long previousPredictions,
            long requests,
            long previousRequests,
            double confidenceSum,
            double previousConfidenceSum,
            List<Long> stepStarts,
            List<Long> stepPredictions,
            List<Double> stepConfidenceSums,
            long allPredictions,
            long allPreviousPredictions,
            long classCount) {
        static final ClassRow NONE = new ClassRow("", 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), 0, 0, 0);

        ClassList.PredictedClass shown(List<Instant> steps) {
            var predictionsSeries = new ArrayList<>(Collections.nCopies(steps.size(), 0L));
            var confidenceSeries = new @Nullable Double[steps.size()];
            for (int i = 0; i < stepStarts.size(); i++) {
                int step = Collections.binarySearch(steps, Instant.ofEpochSecond(stepStarts.get(i)));
                predictionsSeries.set(step, stepPredictions.get(i));
                confidenceSeries[step] = ratio(stepConfidenceSums.get(i), stepPredictions.get(i));
            }
            return new ClassList.PredictedClass(
                    className,
                    Figure.of(predictions, previousPredictions),
                    Figure.of(
                            ratio((double) predictions, allPredictions),
                            ratio((double) previousPredictions, allPreviousPredictions)),
                    Figure.of(requests, previousRequests),
                    Figure.of(ratio(confidenceSum, predictions), ratio(previousConfidenceSum, previousPredictions)),
                    predictionsSeries,
                    Arrays.asList(confidenceSeries));
        }

        private static @Nullable Double ratio(double sum, long count) {
            return count == 0 ? null : (Double) (sum / count);
        }
    }
}
