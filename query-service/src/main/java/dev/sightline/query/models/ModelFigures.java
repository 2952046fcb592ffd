package dev.sightline.query.models;

import dev.sightline.contract.events.ModelId;
import dev.sightline.query.window.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is found out about one row of the list, question by question. */
final class ModelFigures {
    private static final ModelsQuery.FiguresRow NONE = new ModelsQuery.FiguresRow(
            "", "", true, List.of(), 0, 0, 0, null, null, null, List.of(), List.of(), Instant.EPOCH);

    private ModelsQuery.FiguresRow current = NONE;
    private ModelsQuery.FiguresRow previous = NONE;
    private List<Long> requestsSeries = List.of();
    private List<Long> errorsSeries = List.of();
    private List<@Nullable Double> confidenceSeries = List.of();
    private List<@Nullable Double> inferenceTimeSeries = List.of();
    Figure devices = Figure.of(0, 0);
    String modelType = "";

    void add(ModelsQuery.FiguresRow row) {
        if (row.isCurrent()) {
            current = row;
        } else {
            previous = row;
        }
    }

    void reserve(int steps) {
        requestsSeries = new ArrayList<>(Collections.nCopies(steps, 0L));
        errorsSeries = new ArrayList<>(Collections.nCopies(steps, 0L));
        confidenceSeries = new ArrayList<>(Collections.<@Nullable Double>nCopies(steps, null));
        inferenceTimeSeries = new ArrayList<>(Collections.<@Nullable Double>nCopies(steps, null));
    }

    void addStep(int step, ModelsQuery.StepRow row) {
        requestsSeries.set(step, row.requests());
        errorsSeries.set(step, row.errors());
        confidenceSeries.set(step, row.averageConfidence());
        inferenceTimeSeries.set(step, row.averageInferenceTime());
    }

    long requests() {
        return current.requests();
    }

    long requestsBefore() {
        return previous.requests();
    }

    /** Whether it has answered in either window. */
    boolean isKnown() {
        return current.requests() + previous.requests() > 0;
    }

    ModelList.Model shown(ModelsQuery.Version model, long requestsOfAll, long requestsOfAllBefore) {
        var lastSeen = current.lastSeenAt().isAfter(previous.lastSeenAt()) ? current : previous;
        return new ModelList.Model(
                new ModelId(model.project(), model.version()).toString(),
                model.project(),
                model.version().isEmpty() ? null : model.version(),
                versions(),
                modelType.isEmpty() ? null : modelType,
                Figure.of(current.requests(), previous.requests()),
                Figure.of(share(current, requestsOfAll), share(previous, requestsOfAllBefore)),
                Figure.of(current.predictions(), previous.predictions()),
                Figure.of(current.averageConfidence(), previous.averageConfidence()),
                Figure.of(current.confidence(0.5), previous.confidence(0.5)),
                current.confidence(0.1),
                current.confidence(0.9),
                Figure.of(current.averageInferenceTime(), previous.averageInferenceTime()),
                Figure.of(current.inferenceTime(0.5), previous.inferenceTime(0.5)),
                Figure.of(current.inferenceTime(0.95), previous.inferenceTime(0.95)),
                Figure.of(current.errors(), previous.errors()),
                Figure.of(current.errorRate(), previous.errorRate()),
                devices,
                lastSeen.lastSeenAt(),
                requestsSeries,
                errorsSeries,
                confidenceSeries,
                inferenceTimeSeries);
    }

    private List<String> versions() {
        var versions = new TreeSet<>(current.versions());
        versions.addAll(previous.versions());
        versions.remove("");
        return List.copyOf(versions);
    }

    private static @Nullable Double share(ModelsQuery.FiguresRow row, long all) {
        return all == 0 ? null : (Double) ((double) row.requests() / all);
    }
}
