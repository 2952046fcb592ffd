package dev.sightline.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Chance that can be asked in any order: the same question gives the same answer, whoever asked what before.
 *
 * <p>So history, live traffic and a repeated run agree on what happened at a given minute.
 */
final class Noise {
    private static final int OCTAVES = 3;

    private Noise() {}

    /** One number out of two, with every bit depending on every bit (the finalizer of SplitMix64). */
    static long mix(long a, long b) {
        long z = a * 0x9E3779B97F4A7C15L + b;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number for a name. */
    static long seed(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed, name.charAt(i));
        }
        return mixed;
    }

    /**
     * A curve that wanders in [-1, 1]: its value now is close to that of a moment ago, as with real lighting and load,
     * and unlike white noise it does not average out within a bucket of the chart.
     *
     * @param period over which it wanders most
     */
    static double drift(long seed, Instant at, Duration period) {
        double sum = 0;
        double weight = 0;
        for (int octave = 0; octave < OCTAVES; octave++) {
            double share = 1.0 / (1 << octave);
            double position = at.toEpochMilli() / (period.toMillis() * share);
            sum += share * lattice(mix(seed, octave), position);
            weight += share;
        }
        return sum / weight;
    }

    private static double lattice(long seed, double position) {
        long left = (long) Math.floor(position);
        double t = position - left;
        double smooth = t * t * (3 - 2 * t);
        return unit(mix(seed, left)) * (1 - smooth) + unit(mix(seed, left + 1)) * smooth;
    }

    private static double unit(long bits) {
        return (bits >> 11) * 0x1.0p-52;
    }

    /** How many things happen where {@code mean} are expected (Knuth's way; for small means). */
    static int poisson(SplittableRandom random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
