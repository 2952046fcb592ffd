package dev.sightline.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A row of the table {@code inference}; only what a test says differs from a bare answer without predictions. */
public final class SampleInference {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> columns = new LinkedHashMap<>();

    private SampleInference() {}

    public static SampleInference anInference(TestWorkspace workspace, String at) {
        return anInference(workspace, Instant.parse(at));
    }

    public static SampleInference anInference(TestWorkspace workspace, Instant at) {
        var inference = new SampleInference();
        inference.columns.put("workspace", workspace.slug());
        inference.columns.put("inference_id", UUID.randomUUID().toString());
        inference.columns.put("occurred_at", at.toString());
        inference.columns.put("received_at", at.toString());
        return inference.of("helmets", "3");
    }

    public SampleInference of(String project, String version) {
        return with("project", project).with("version", version);
    }

    /** Sets any column. */
    public SampleInference with(String column, Object value) {
        columns.put(column, value);
        return this;
    }

    /** Predictions of these confidences, each of class {@code helmet}. */
    public SampleInference confidences(double... confidences) {
        List<String> classes = new ArrayList<>();
        Arrays.stream(confidences).forEach(_ -> classes.add("helmet"));
        return predictions(classes, confidences);
    }

    public SampleInference predictions(List<String> classes, double... confidences) {
        int count = confidences.length;
        var nothing = new Double[count];
        var texts = new String[count];
        var unknown = new Integer[count];
        Arrays.fill(nothing, Double.NaN);
        Arrays.fill(texts, "");
        Arrays.fill(unknown, -1);
        with("predictions.class", classes).with("predictions.confidence", confidences);
        for (String box : List.of("x", "y", "width", "height")) {
            columns.putIfAbsent("predictions." + box, nothing);
        }
        for (String text : List.of("detection_id", "tracker_id", "shape")) {
            columns.putIfAbsent("predictions." + text, texts);
        }
        columns.putIfAbsent("predictions.class_id", unknown);
        return this;
    }

    /** Inserts rows, all at once. */
    public static void store(SampleInference... inferences) {
        store(List.of(inferences));
    }

    public static void store(List<SampleInference> inferences) {
        insert(
                "inference",
                inferences.stream().map(inference -> inference.columns).toList());
    }

    /** Inserts rows into any table. */
    public static void insert(String table, List<? extends Map<String, ?>> rows) {
        TestEngines.clickHouse("INSERT INTO " + table + " FORMAT JSONEachRow\n"
                + rows.stream().map(SampleInference::json).collect(Collectors.joining("\n")));
    }

    private static String json(Map<String, ?> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
