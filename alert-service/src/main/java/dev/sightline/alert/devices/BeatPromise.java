package dev.sightline.alert.devices;

import java.time.Duration;

/**
 * How often a server has promised to beat, and what follows when it does not.
 *
 * @param interval between two beats; between one second and one day
 * @param earliestOffline nobody is taken for dead after a shorter silence, however often it has promised to beat
 */
public record BeatPromise(Duration interval, Duration earliestOffline) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SMALLEST_GRACE = Duration.ofSeconds(5);
    private static final Duration USUAL_EARLIEST_OFFLINE = Duration.ofSeconds(60);
    public static final int MISSED_BEATS = 3;

    /** What an unmodified inference server does, and so what is expected of one that promises nothing. */
    public static final BeatPromise USUAL = new BeatPromise(Duration.ofSeconds(60));

    public BeatPromise {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a beat is promised every second to every day, got " + interval);
        }
    }

    BeatPromise(Duration interval) {
        this(interval, USUAL_EARLIEST_OFFLINE);
    }

    BeatPromise offlineNotBefore(Duration earliest) {
        return new BeatPromise(interval, earliest);
    }

    /** Reads the interval of a heartbeat; 0, and anything that is no length of time, is no promise. */
    static BeatPromise ofSeconds(double seconds) {
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            return USUAL;
        }
        long millis = Math.clamp(Math.round(seconds * 1000), SHORTEST.toMillis(), LONGEST.toMillis());
        return new BeatPromise(Duration.ofMillis(millis));
    }

    /** Silence up to here is in order: the interval, and half of it (at least 5 s) for the way. */
    Duration lateAfter() {
        Duration half = interval.dividedBy(2);
        return interval.plus(half.compareTo(SMALLEST_GRACE) > 0 ? half : SMALLEST_GRACE);
    }

    /** Silence beyond this is more than three missed beats and not too short: nobody is there. */
    Duration offlineAfter() {
        Duration missed = interval.multipliedBy(MISSED_BEATS);
        return missed.compareTo(earliestOffline) > 0 ? missed : earliestOffline;
    }
}
