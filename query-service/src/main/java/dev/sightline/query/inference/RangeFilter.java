package dev.sightline.query.inference;

import java.util.Locale;

/**
 * Filters by a number: {@code <name>_from} is the least that passes, {@code <name>_below} the least that is too much.
 * Either may be missing; an inference without the number passes neither.
 */
enum RangeFilter {
    /** Has no condition of its own: it goes together with the class. */
    CONFIDENCE("confidence of any of its predictions; with class, of one of that class", 1, ""),
    AVERAGE_CONFIDENCE("mean confidence of its predictions", 1, """
            length(counted_confidences) > 0
            AND arrayAvg(counted_confidences) >= {average_confidence_from:Float64}
            AND arrayAvg(counted_confidences) < {average_confidence_below:Float64}"""),
    PREDICTION_COUNT("number of its predictions", 1e9, """
            if(top = '', length(`predictions.class`), countEqual(`predictions.class`, top)) >= {prediction_count_from:Float64}
            AND if(top = '', length(`predictions.class`), countEqual(`predictions.class`, top)) < {prediction_count_below:Float64}"""),
    INFERENCE_TIME("inference time in seconds", 1e9, """
            inference_time >= {inference_time_from:Float64} AND inference_time < {inference_time_below:Float64}""");

    /** Above every number that a bound may be: no bound. */
    static final double NO_BOUND = 1e10;

    private final String description;
    private final double most;
    private final String sql;

    RangeFilter(String description, double most, String sql) {
        this.description = description;
        this.most = most;
        this.sql = sql;
    }

    String from() {
        return name().toLowerCase(Locale.ROOT) + "_from";
    }

    String below() {
        return name().toLowerCase(Locale.ROOT) + "_below";
    }

    String description() {
        return description;
    }

    /** The greatest that a bound may be; the least is 0. */
    double most() {
        return most;
    }

    String sql() {
        return sql;
    }
}
