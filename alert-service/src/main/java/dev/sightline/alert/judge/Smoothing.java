package dev.sightline.alert.judge;

import java.time.Duration;
import java.time.Instant;

/** Exponentially weighted means of how far a series is from its season. */
final class Smoothing {
    static final double WEIGHT = 0.2;

    /** Of the smoothed score, if neighbouring buckets had nothing to do with each other. */
    static final double DEVIATION_IF_INDEPENDENT = Math.sqrt(WEIGHT / (2 - WEIGHT));

    // One absurd bucket must not speak for the next ten.
    private static final double LARGEST_SCORE = 6;
    private static final int LONGEST_GAP_IN_STEPS = 12;

    private final Duration step;
    private Memory memory;

    Smoothing(Memory memory, Duration step) {
        this.memory = memory;
        this.step = step;
    }

    Memory memory() {
        return memory;
    }

    /** Takes the next step. After a long gap it begins anew: what was an hour ago says little about now. */
    void add(Instant at, double score, double effect) {
        var last = memory.at();
        boolean isNew =
                last == null || Duration.between(last, at).compareTo(step.multipliedBy(LONGEST_GAP_IN_STEPS)) > 0;
        double before = isNew ? 0 : memory.score();
        double effectBefore = isNew ? 0 : memory.effect();
        memory = new Memory(
                before + WEIGHT * (Math.clamp(score, -LARGEST_SCORE, LARGEST_SCORE) - before),
                effectBefore + WEIGHT * (effect - effectBefore),
                at);
    }
}
