package dev.sightline.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/** Figures as plain Java makes them from rows, and what an answer says beside them. */
record RawFigures(List<RandomInference> rows) {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final double WIDTH_OF_A_BIN = 0.05;
    private static final double FIFTH_OF_A_DECADE = Math.pow(10, 0.2);

    /** Figures that are told beside those of the window before. */
    void equal(Map<String, ?> answer, RawFigures before) {
        compare(answer, "requests", rows.size(), before.rows.size());
        compare(answer, "predictions", predictions(), before.predictions());
        compare(answer, "average_confidence", averageConfidence(), before.averageConfidence());
        compare(answer, "average_inference_time", averageTime(), before.averageTime());
        compare(answer, "error_rate", errorRate(), before.errorRate());
        near(figure(answer, "median_confidence").get("value"), confidences(), 0.5);
        timesNear(figure(answer, "median_inference_time").get("value"), 0.5);
        timesNear(figure(answer, "inference_time_p95").get("value"), 0.95);
    }

    /** A bucket of a series, with its quantiles. */
    void equalBucket(Map<String, ?> bucket) {
        same(bucket.get("requests"), rows.size(), "requests");
        same(bucket.get("errors"), errors(), "errors");
        same(bucket.get("predictions"), predictions(), "predictions");
        same(bucket.get("average_confidence"), averageConfidence(), "average_confidence");
        same(bucket.get("average_inference_time"), averageTime(), "average_inference_time");
        bandIsNear(bucket);
        timesNear(bucket.get("median_inference_time"), 0.5);
        timesNear(bucket.get("inference_time_p95"), 0.95);
    }

    /** Quantiles come from bins: they lie in the bin of the exact one. */
    void bandIsNear(Map<String, ?> answer) {
        near(answer.get("confidence_p10"), confidences(), 0.1);
        near(answer.get("confidence_p90"), confidences(), 0.9);
    }

    /** Those of some rows alone. */
    RawFigures where(Predicate<RandomInference> isMeant) {
        return new RawFigures(rows.stream().filter(isMeant).toList());
    }

    long devices() {
        return rows.stream().map(RandomInference::device).distinct().count();
    }

    double countOf(String className) {
        return confidencesOf(className).count();
    }

    @Nullable Double averageConfidenceOf(String className) {
        return orNull(confidencesOf(className).average());
    }

    double inferencesWith(String className) {
        return rows.stream()
                .filter(row -> row.countedClasses().contains(className))
                .count();
    }

    private DoubleStream confidencesOf(String className) {
        return rows.stream().flatMapToDouble(row -> row.confidencesOf(className));
    }

    /** 20 bins of equal width, counted one by one. */
    List<Integer> histogram() {
        var bins = new Integer[20];
        Arrays.fill(bins, 0);
        confidences().forEach(confidence -> bins[(int) Math.min(19, Math.floor(confidence * 20))]++);
        return List.of(bins);
    }

    double predictions() {
        return confidences().count();
    }

    @Nullable Double averageConfidence() {
        return orNull(confidences().average());
    }

    @Nullable Double averageTime() {
        return orNull(times().average());
    }

    @Nullable Double errorRate() {
        return rows.isEmpty() ? null : (Double) ((double) errors() / rows.size());
    }

    private int errors() {
        return (int) rows.stream().filter(RandomInference::isError).count();
    }

    private DoubleStream confidences() {
        return rows.stream().flatMapToDouble(RandomInference::countedConfidences);
    }

    private DoubleStream times() {
        return rows.stream().mapToDouble(RandomInference::seconds).filter(seconds -> seconds >= 0);
    }

    private void timesNear(@Nullable Object told, double share) {
        Double exact = quantile(times(), share);
        assertThat(told == null).as("a quantile of times where there are some").isEqualTo(exact == null);
        if (told instanceof Number number && exact != null) {
            assertThat(number.doubleValue() / exact).isBetween(1 / FIFTH_OF_A_DECADE, FIFTH_OF_A_DECADE);
        }
    }

    private static void near(@Nullable Object told, DoubleStream values, double share) {
        Double exact = quantile(values, share);
        assertThat(told == null).as("a quantile where there are values").isEqualTo(exact == null);
        if (told instanceof Number number && exact != null) {
            assertThat(number.doubleValue()).isCloseTo(exact, within(WIDTH_OF_A_BIN));
        }
    }

    private static @Nullable Double quantile(DoubleStream values, double share) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? null : (Double) sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }

    static void compare(Map<String, ?> answer, String name, @Nullable Number value, @Nullable Number before) {
        var told = figure(answer, name);
        same(told.get("value"), value, name);
        same(told.get("previous"), before, name + " before");
        Double change = value == null || before == null || before.doubleValue() == 0
                ? null
                : (Double) ((value.doubleValue() - before.doubleValue()) / before.doubleValue());
        same(told.get("change"), change, "change of " + name);
    }

    private static Map<?, ?> figure(Map<String, ?> answer, String name) {
        return (Map<?, ?>) requireNonNull(answer.get(name), name);
    }

    static void same(@Nullable Object told, @Nullable Number expected, String what) {
        if (expected == null) {
            assertThat(told).as(what).isNull();
        } else {
            double number = told instanceof Number known ? known.doubleValue() : Double.NaN;
            assertThat(number).as(what).isCloseTo(expected.doubleValue(), EXACTLY);
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
