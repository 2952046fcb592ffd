package dev.sightline.query.inference;

import dev.sightline.contract.events.ModelId;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.metadata.MetadataFilter;
import dev.sightline.query.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which inferences are asked for: those that pass every filter. What one does not ask for is not in the question, so that
 * no column is read for it.
 */
final class InferenceFilter {
    static final String MODEL_ID = "model_id";
    static final String CLASS = "class";
    static final String IS_ERROR = "is_error";
    static final String HAS_IMAGE = "has_image";

    /** Every parameter that is a filter, but those of metadata. */
    static final Set<String> NAMES = Stream.of(
                    Stream.of(MODEL_ID, CLASS, IS_ERROR, HAS_IMAGE),
                    Stream.of(TextFilter.values()).map(TextFilter::parameter),
                    Stream.of(RangeFilter.values()).flatMap(range -> Stream.of(range.from(), range.below())))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    // Where a class was chosen, only that one counts as predicted. What is asked without lambdas is found in an index.
    private static final String OF_CLASS = """
            hasAny(`predictions.class`, {class:Array(String)})
            AND arrayExists((c, confidence) -> (top = '' OR c = top) AND has({class:Array(String)}, c)
                                AND confidence >= {confidence_from:Float64} AND confidence < {confidence_below:Float64},
                            `predictions.class`, `predictions.confidence`)""";
    private static final String OF_ANY_CLASS = """
            arrayExists(confidence -> confidence >= {confidence_from:Float64} AND confidence < {confidence_below:Float64},
                        counted_confidences)""";
    private static final String WITH_IMAGE = """
            (inference_id IN (SELECT inference_id FROM inference_image WHERE workspace = {workspace:String}))
            = {has_image:Bool}""";

    private final Map<String, List<String>> asked = new TreeMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final MetadataFilter metadata;
    private Parameters parameters = new Parameters();

    private InferenceFilter(MetadataFilter metadata) {
        this.metadata = metadata;
    }

    /**
     * What the query of a request asks for. A parameter that nobody knows is refused: a filter with a slip in its name
     * would let everything pass.
     *
     * @param others parameters that are no filters
     */
    static InferenceFilter of(Map<String, List<String>> query, Set<String> others) {
        var filter = new InferenceFilter(MetadataFilter.of(query));
        query.forEach((name, values) -> {
            if (NAMES.contains(name)) {
                filter.asked.put(name, values.stream().distinct().sorted().toList());
            } else if (!others.contains(name) && !MetadataFilter.isFor(name)) {
                throw ProblemException.input(name, String.join(", ", values), "a parameter of this question");
            }
        });
        filter.conditions();
        return filter;
    }

    private void conditions() {
        models();
        for (TextFilter text : TextFilter.values()) {
            var values = texts(text.parameter());
            if (!values.isEmpty()) {
                conditions.add(text.sql());
                parameters = parameters.withTexts(text.parameter(), values);
            }
        }
        for (RangeFilter range : RangeFilter.values()) {
            if (isBounded(range) && range != RangeFilter.CONFIDENCE) {
                conditions.add(range.sql());
            }
        }
        predictions();
        flag(IS_ERROR, "is_error = {is_error:Bool}");
        flag(HAS_IMAGE, WITH_IMAGE);
    }

    private void models() {
        List<String> alternatives = new ArrayList<>();
        for (String modelId : texts(MODEL_ID)) {
            if (modelId.isBlank()) {
                throw ProblemException.input(MODEL_ID, modelId, "project/version");
            }
            var model = ModelId.parse(modelId);
            String which = Integer.toString(alternatives.size());
            alternatives.add(
                    "(project = {project_<n>:String} AND version = {version_<n>:String})".replace("<n>", which));
            parameters = parameters.with("project_" + which, model.project()).with("version_" + which, model.version());
        }
        if (!alternatives.isEmpty()) {
            conditions.add(String.join(" OR ", alternatives));
        }
    }

    private void predictions() {
        var classes = texts(CLASS);
        if (!classes.isEmpty()) {
            conditions.add(OF_CLASS);
            parameters = parameters.withTexts(CLASS, classes);
        }
        if (isBounded(RangeFilter.CONFIDENCE) && classes.isEmpty()) {
            conditions.add(OF_ANY_CLASS);
        }
    }

    /** Takes the bounds, which are there for the question even when nobody asked for them. */
    private boolean isBounded(RangeFilter range) {
        double from = bound(range, range.from(), 0);
        double below = bound(range, range.below(), RangeFilter.NO_BOUND);
        if (from >= below) {
            throw ProblemException.input(range.from(), Double.toString(from), "less than " + range.below());
        }
        parameters = parameters.with(range.from(), from).with(range.below(), below);
        return asked.containsKey(range.from()) || asked.containsKey(range.below());
    }

    private double bound(RangeFilter range, String name, double otherwise) {
        if (!asked.containsKey(name)) {
            return otherwise;
        }
        String text = single(name, "one number");
        try {
            double bound = Double.parseDouble(text);
            if (bound >= 0 && bound <= range.most()) {
                return bound;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of bounds.
        }
        throw ProblemException.input(name, text, range.most() == 1 ? "a number from 0 to 1" : "a number from 0 on");
    }

    private void flag(String name, String sql) {
        if (asked.containsKey(name)) {
            String text = single(name, "true or false");
            if (!text.equals("true") && !text.equals("false")) {
                throw ProblemException.input(name, text, "true or false");
            }
            conditions.add(sql);
            parameters = parameters.with(name, text);
        }
    }

    private List<String> texts(String name) {
        var values = asked.getOrDefault(name, List.of());
        if (values.size() > TextFilter.MOST_VALUES) {
            throw ProblemException.input(name, values.size() + " values", "at most " + TextFilter.MOST_VALUES);
        }
        return values;
    }

    private String single(String name, String expected) {
        var values = new LinkedHashSet<>(asked.getOrDefault(name, List.of()));
        if (values.size() != 1) {
            throw ProblemException.input(name, String.join(", ", values), expected);
        }
        return values.getFirst();
    }

    /** Whether certain inferences are meant, whenever they were. */
    boolean isForFew() {
        return asked.containsKey(TextFilter.INFERENCE_ID.parameter());
    }

    /** The fields of metadata that are looked at. */
    Set<String> metadataFields() {
        return metadata.names();
    }

    /**
     * Conditions on the table {@code inference}, each with {@code AND} before it; empty when anything will do.
     *
     * @param attached those of its fields of metadata that were ever attached after the fact
     */
    String sql(Set<String> attached) {
        return conditions.stream()
                        .map(condition -> "\n  AND (" + condition + ')')
                        .collect(Collectors.joining())
                + metadata.sql(attached);
    }

    /** What the conditions need besides {@code metadata_from} and {@code metadata_until}. */
    Parameters parameters() {
        return metadata.parameters(parameters);
    }

    /** The same for the same filters, however they were ordered, and for no others. */
    String canonical() {
        var canonical = new StringBuilder();
        asked.forEach((name, values) -> {
            canonical.append(name).append(values.size());
            values.forEach(value ->
                    canonical.append(':').append(value.length()).append(':').append(value));
        });
        return canonical.append('\n').append(metadata.canonical()).toString();
    }
}
