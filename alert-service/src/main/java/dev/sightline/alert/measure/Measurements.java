package dev.sightline.alert.measure;

import dev.sightline.alert.judge.Bucket;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Histogram;
import dev.sightline.alert.judge.History;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.SeriesScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The series that a rule is about, by model. */
@ApplicationScoped
public class Measurements {
    private final ClickHouse clickHouse;

    Measurements(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * What was reported in {@code [from, until)}, in steps of the judgement.
     *
     * @throws UnreadableException when it cannot be read now
     */
    public Map<String, History> of(
            String workspace, SeriesScope scope, Judgement judgement, Instant from, Instant until) {
        var query = new FiguresQuery(clickHouse, workspace, scope, judgement.bucket(), from, until);
        boolean needsClasses =
                judgement.condition() instanceof Condition.Drift(var of) && of == Condition.Drift.Of.CLASSES;
        Map<String, List<Bucket>> byModel = needsClasses
                ? classes(query)
                : scope.className() != null
                        ? ofClass(query)
                        : ofModels(scope.deviceId() == null ? query.ofModels() : query.ofDevice());
        Map<String, History> histories = new TreeMap<>();
        byModel.forEach((model, buckets) -> histories.put(model, new History(judgement.bucket(), buckets)));
        String asked = scope.model();
        if (asked != null) {
            // Named, so that it is judged even while nothing of it is reported.
            histories.putIfAbsent(asked, new History(judgement.bucket(), List.of()));
        }
        return histories;
    }

    private static Map<String, List<Bucket>> ofModels(List<FiguresQuery.FigureRow> rows) {
        Map<String, List<Bucket>> byModel = new HashMap<>();
        for (var row : rows) {
            byModel.computeIfAbsent(row.project(), _ -> new ArrayList<>()).add(bucket(row));
        }
        return byModel;
    }

    private static Bucket bucket(FiguresQuery.FigureRow row) {
        return new Bucket(
                Instant.ofEpochSecond(row.start()),
                row.requests(),
                row.errors(),
                row.predictions(),
                row.predictions(),
                row.confidenceSum(),
                row.confidenceSumSquares(),
                row.timedRequests(),
                row.inferenceTimeSum(),
                Histogram.of(row.confidenceHistogram()),
                Histogram.of(row.inferenceTimeHistogram()),
                Map.of());
    }

    /** The class's own figures, on steps in which its model answered at all. */
    private static Map<String, List<Bucket>> ofClass(FiguresQuery query) {
        Map<String, Map<Long, FiguresQuery.ClassFigureRow>> ofClass = new HashMap<>();
        query.ofClass()
                .forEach(row -> ofClass.computeIfAbsent(row.project(), _ -> new HashMap<>())
                        .put(row.start(), row));
        Map<String, List<Bucket>> byModel = new HashMap<>();
        for (var all : query.ofModels()) {
            var own = ofClass.getOrDefault(all.project(), Map.of()).get(all.start());
            byModel.computeIfAbsent(all.project(), _ -> new ArrayList<>()).add(narrowed(all, own));
        }
        return byModel;
    }

    private static Bucket narrowed(
            FiguresQuery.FigureRow all, FiguresQuery.@org.jspecify.annotations.Nullable ClassFigureRow own) {
        return new Bucket(
                Instant.ofEpochSecond(all.start()),
                own == null ? 0 : own.requests(),
                0,
                own == null ? 0 : own.predictions(),
                all.predictions(),
                own == null ? 0 : own.confidenceSum(),
                own == null ? 0 : own.confidenceSumSquares(),
                0,
                0,
                own == null ? Histogram.empty() : Histogram.of(own.confidenceHistogram()),
                Histogram.empty(),
                Map.of());
    }

    private static Map<String, List<Bucket>> classes(FiguresQuery query) {
        Map<String, Map<Long, Map<String, Long>>> counts = new HashMap<>();
        for (var row : query.classes()) {
            counts.computeIfAbsent(row.project(), _ -> new TreeMap<>())
                    .computeIfAbsent(row.start(), _ -> new HashMap<>())
                    .put(row.className(), row.predictions());
        }
        Map<String, List<Bucket>> byModel = new HashMap<>();
        counts.forEach((model, steps) -> byModel.put(
                model,
                steps.entrySet().stream()
                        .map(step -> ofClasses(step.getKey(), Objects.requireNonNull(step.getValue())))
                        .toList()));
        return byModel;
    }

    private static Bucket ofClasses(long start, Map<String, Long> classes) {
        long predictions = classes.values().stream().mapToLong(Long::longValue).sum();
        return new Bucket(
                Instant.ofEpochSecond(start),
                0,
                0,
                predictions,
                predictions,
                0,
                0,
                0,
                0,
                Histogram.empty(),
                Histogram.empty(),
                classes);
    }
}
