package dev.sightline.query.compatible;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads figures from single inferences: no rollup has times per class, and a window here may begin at any second. */
@ApplicationScoped
class InferenceStatsQuery {
    private static final String SCOPE = """
            WHERE workspace = {workspace:String}
              AND occurred_at >= {previous_from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}
              AND ({is_any_model:Bool} OR project IN (SELECT arrayJoin({models:Array(String)})))""";

    private static final String CLASSES = """
            SELECT is_current, project, detection.1                  AS predicted_class,
                   uniqExact((inference_id, response_index))         AS inferences,
                   count()                                           AS detections,
                   avg(detection.2)                                  AS average_confidence,
                   avg(seconds)                                      AS average_time,
                   quantileExactInclusive(0.5)(detection.2)          AS median_confidence,
                   arrayStringConcat(arraySort(groupUniqArrayIf('self-hosted', is_self_hosted)), ',')   AS deployment_types,
                   arrayStringConcat(arraySort(groupUniqArrayIf(version_of_server, version_of_server != '')), ',')
                                                                     AS server_versions
            FROM
            (
                SELECT occurred_at >= {from:DateTime64(6, 'UTC')}    AS is_current,
                       toString(project)                             AS project,
                       inference_id, response_index,
                       ifNull(inference_time, 0)                     AS seconds,
                       device_id != '' OR server_id != ''            AS is_self_hosted,
                       toString(server_version)                      AS version_of_server,
                       if(empty(counted_classes), [('', toFloat64(0))],
                          arrayZip(counted_classes, counted_confidences)) AS found
                FROM inference
                %s AND NOT is_error
            )
            ARRAY JOIN found AS detection
            GROUP BY is_current, project, predicted_class
            LIMIT 100000
            """.formatted(SCOPE);

    private static final String MODELS = """
            SELECT occurred_at >= {from:DateTime64(6, 'UTC')} AS is_current, toString(inference.project) AS project,
                   count() AS inferences, countIf(is_error) AS errors
            FROM inference
            %s
            GROUP BY is_current, project
            LIMIT 100000
            """.formatted(SCOPE);

    private final ClickHouse clickHouse;

    InferenceStatsQuery(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** @param models names to leave the others out; empty for all */
    InferenceStats in(TimeWindow window, Collection<String> models) {
        var parameters = new Parameters()
                .with("previous_from", window.previous().from())
                .with("from", window.from())
                .with("until", window.until())
                .with("is_any_model", models.isEmpty() ? 1 : 0)
                .withTexts("models", models);
        var classes = clickHouse.rows(CLASSES, parameters, ClassRow.class);
        var perModel = clickHouse.rows(MODELS, parameters, ModelRow.class);
        return new InferenceStats(
                sum(perModel, true, ModelRow::inferences),
                sum(perModel, false, ModelRow::inferences),
                sum(perModel, true, ModelRow::errors),
                sum(perModel, false, ModelRow::errors),
                mean(classes, true, ClassRow::averageConfidence),
                mean(classes, false, ClassRow::averageConfidence),
                mean(classes, true, ClassRow::averageTime),
                mean(classes, false, ClassRow::averageTime),
                rows(classes, perModel));
    }

    private static List<InferenceStats.Row> rows(List<ClassRow> classes, List<ModelRow> perModel) {
        Map<String, Long> current = new HashMap<>();
        Map<String, Long> previous = new HashMap<>();
        perModel.forEach(row -> (row.isCurrent() ? current : previous).put(row.project(), row.inferences()));
        Map<String, Pair> pairs = new TreeMap<>();
        classes.forEach(row -> pairs.merge(
                row.project() + '\n' + row.predictedClass(),
                row.isCurrent() ? new Pair(row, null) : new Pair(null, row),
                Pair::with));
        return pairs.values().stream()
                .map(pair -> pair.shown(current, previous))
                .toList();
    }

    private static long sum(List<ModelRow> rows, boolean isCurrent, ToLongFunction<ModelRow> count) {
        return rows.stream()
                .filter(row -> row.isCurrent() == isCurrent)
                .mapToLong(count)
                .sum();
    }

    /** Over detections, which is what makes this figure another than the dashboard's. */
    private static @Nullable Double mean(List<ClassRow> rows, boolean isCurrent, ToDoubleFunction<ClassRow> average) {
        double sum = 0;
        long detections = 0;
        for (ClassRow row : rows) {
            if (row.isCurrent() == isCurrent) {
                sum += row.detections() * average.applyAsDouble(row);
                detections += row.detections();
            }
        }
        return detections == 0 ? null : (Double) (sum / detections);
    }

    /** One model and class in both windows. */
    private record Pair(
            @Nullable ClassRow current, @Nullable ClassRow previous) {
        Pair with(Pair other) {
            return new Pair(current == null ? other.current : current, previous == null ? other.previous : previous);
        }

        InferenceStats.Row shown(Map<String, Long> ofModel, Map<String, Long> ofModelBefore) {
            var known = current == null ? previous : current;
            if (known == null) {
                throw new IllegalStateException("a row is of one window at least");
            }
            return new InferenceStats.Row(
                    known.project(),
                    known.predictedClass(),
                    current == null ? null : (Long) current.inferences(),
                    previous == null ? null : (Long) previous.inferences(),
                    null,
                    null,
                    current == null ? null : (Double) current.averageConfidence(),
                    previous == null ? null : (Double) previous.averageConfidence(),
                    current == null ? null : (Double) current.averageTime(),
                    previous == null ? null : (Double) previous.averageTime(),
                    current == null ? null : (Double) current.medianConfidence(),
                    current == null ? null : (Long) current.detections(),
                    current == null || current.deploymentTypes().isEmpty() ? null : current.deploymentTypes(),
                    current == null || current.serverVersions().isEmpty() ? null : current.serverVersions(),
                    current == null ? null : ofModel.get(known.project()),
                    previous == null ? null : ofModelBefore.get(known.project()));
        }
    }

    private record ClassRow(
            boolean isCurrent,
            String project,
            String predictedClass,
            long inferences,
            long detections,
            double averageConfidence,
            double averageTime,
            double medianConfidence,
            String deploymentTypes,
            String serverVersions) {}

    private record ModelRow(boolean isCurrent, String project, long inferences, long errors) {}
}
