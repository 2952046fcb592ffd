package dev.sightline.bench;

import dev.sightline.alert.judge.Bucket;
import dev.sightline.alert.judge.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Six weeks of one camera's confidences, made of a seed: a daily season, quieter week-ends, scenes that last (so that
 * neighbouring buckets resemble each other), about 300 predictions in five minutes, outages, late data, and drops.
 */
final class SyntheticStream {
    static final Duration STEP = Duration.ofMinutes(5);
    static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    static final int WARM_UP_DAYS = 14;
    static final int JUDGED_DAYS = 28;

    private static final int STEPS_PER_DAY = 288;
    private static final int STEPS = (WARM_UP_DAYS + JUDGED_DAYS) * STEPS_PER_DAY;
    private static final Duration DROP_LENGTH = Duration.ofHours(3);
    private static final double[] DROPS = {0.03, 0.05, 0.10, 0.05, 0.03, 0.10, 0.05, 0.03};

    private final RandomGenerator random;
    private final double level;
    private final double season;
    private final double phase;
    private final double weekend;
    private final double scenes;
    private final double memory;
    private final double spread;
    private final List<Drop> drops = new ArrayList<>();
    private final List<Bucket> buckets = new ArrayList<>();

    /** A time in which the camera's confidence was lower by so much. */
    record Drop(Instant from, Instant until, double size) {}

    SyntheticStream(long seed, boolean hasDrops) {
        random = new SplittableRandom(seed);
        level = random.nextDouble(0.70, 0.85);
        season = random.nextDouble(0.01, 0.04);
        phase = random.nextDouble(0, 2 * Math.PI);
        weekend = random.nextDouble(-0.015, 0.015);
        scenes = random.nextDouble(0.006, 0.014);
        memory = random.nextDouble(0.5, 0.85);
        spread = random.nextDouble(0.10, 0.16);
        if (hasDrops) {
            planDrops();
        }
        make();
    }

    List<Bucket> buckets() {
        return buckets;
    }

    List<Drop> drops() {
        return drops;
    }

    // One every three days, at any time of the day, so that each begins after the last is forgotten.
    private void planDrops() {
        for (int i = 0; i < DROPS.length; i++) {
            int minutes = random.nextInt(24 * 60 / 5) * 5;
            Instant from =
                    BEGIN.plus(Duration.ofDays(WARM_UP_DAYS + 1 + i * 3L)).plus(Duration.ofMinutes(minutes));
            drops.add(new Drop(from, from.plus(DROP_LENGTH), DROPS[i]));
        }
    }

    private void make() {
        double scene = 0;
        int outage = 0;
        for (int step = 0; step < STEPS; step++) {
            Instant at = BEGIN.plus(STEP.multipliedBy(step));
            scene = memory * scene + Math.sqrt(1 - memory * memory) * scenes * random.nextGaussian();
            if (outage == 0 && random.nextInt(STEPS_PER_DAY * 7) == 0) {
                // Half an hour to six hours of silence, about once a week.
                outage = random.nextInt(6, 72);
            }
            if (outage > 0) {
                outage--;
            } else {
                buckets.add(bucket(at, meanAt(at) + scene));
            }
        }
    }

    private double meanAt(Instant at) {
        var time = at.atOffset(ZoneOffset.UTC);
        double ofDay = (time.getHour() + time.getMinute() / 60.0) / 24 * 2 * Math.PI;
        double quiet = time.getDayOfWeek().getValue() >= 6 ? weekend : 0;
        double lost = drops.stream()
                .filter(drop -> !at.isBefore(drop.from()) && at.isBefore(drop.until()))
                .mapToDouble(Drop::size)
                .sum();
        return level + season * Math.sin(ofDay + phase) + quiet - lost;
    }

    private Bucket bucket(Instant at, double mean) {
        // Now and then most of a bucket comes later than it is judged.
        double arrived = random.nextInt(50) == 0 ? random.nextDouble(0.05, 0.6) : 1;
        int predictions = (int) Math.round(arrived * (300 + 17 * random.nextGaussian()));
        long[] bins = new long[Histogram.CONFIDENCE_BINS];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < predictions; i++) {
            double confidence = Math.clamp(mean + spread * random.nextGaussian(), 0, 1);
            sum += confidence;
            squares += confidence * confidence;
            bins[Math.min(bins.length - 1, (int) (confidence * bins.length))]++;
        }
        var histogram = Histogram.of(Arrays.stream(bins).boxed().toList());
        return new Bucket(
                at,
                predictions,
                0,
                predictions,
                predictions,
                sum,
                squares,
                0,
                0,
                histogram,
                Histogram.empty(),
                Map.of());
    }
}
