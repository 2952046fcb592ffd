package dev.sightline.query.models;

import dev.sightline.contract.events.ModelId;
import dev.sightline.query.window.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found out about one model version, question by question. */
final class ModelFigures {
    private static final ModelsQuery.FiguresRow NONE =
            new ModelsQuery.FiguresRow("", "", true, 0, 0, 0, null, null, null, List.of(), Instant.EPOCH);

    private ModelsQuery.FiguresRow current = NONE;
    private ModelsQuery.FiguresRow previous = NONE;
    private List<Long> requestsSeries = List.of();
    private List<@Nullable Double> confidenceSeries = List.of();
    int devices;
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
        confidenceSeries = new ArrayList<>(Collections.<@Nullable Double>nCopies(steps, null));
    }

    void addStep(int step, ModelsQuery.StepRow row) {
        requestsSeries.set(step, row.requests());
        confidenceSeries.set(step, row.averageConfidence());
    }

    long requests() {
        return current.requests();
    }

    /** Whether it has answered in either window. */
    boolean isKnown() {
        return current.requests() + previous.requests() > 0;
    }

    ModelList.Model shown(ModelsQuery.Version model, long requestsOfAll) {
        var lastSeen = current.lastSeenAt().isAfter(previous.lastSeenAt()) ? current : previous;
        return new ModelList.Model(
                new ModelId(model.project(), model.version()).toString(),
                model.project(),
                model.version().isEmpty() ? null : model.version(),
                modelType.isEmpty() ? null : modelType,
                Figure.of(current.requests(), previous.requests()),
                requestsOfAll == 0 ? null : (double) current.requests() / requestsOfAll,
                Figure.of(current.predictions(), previous.predictions()),
                Figure.of(current.averageConfidence(), previous.averageConfidence()),
                Median.of(current.confidenceHistogram()),
                Figure.of(current.averageInferenceTime(), previous.averageInferenceTime()),
                Figure.of(current.errors(), previous.errors()),
                current.errorRate(),
                devices,
                lastSeen.lastSeenAt(),
                requestsSeries,
                confidenceSeries);
    }
}
