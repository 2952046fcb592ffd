package dev.sightline.query.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A window cut into half-open buckets on whole minutes.
 *
 * @param seconds nominal length; a bucket across a change of the clocks may be longer or shorter
 * @param bounds where each bucket begins, and at last where the last one ends; the first and last may reach beyond the
 *     window, which then has only a part of them
 */
public record Buckets(TimeWindow window, int seconds, List<Instant> bounds) {
    private static final int MINUTE = 60;
    private static final int QUARTER_HOUR = 15 * MINUTE;
    private static final int HOUR = 60 * MINUTE;
    private static final int QUARTER_DAY = 6 * HOUR;
    private static final int DAY = 24 * HOUR;

    public Buckets {
        bounds = List.copyOf(bounds);
    }

    /** Buckets of a length that suits the window, and that begin where people in the zone expect it. */
    public static Buckets of(TimeWindow window, ZoneId zone) {
        int seconds = secondsFor(window.length());
        var bounds = seconds <= HOUR ? byTheClock(window, seconds, zone) : byTheCalendar(window, seconds, zone);
        return new Buckets(window, seconds, bounds);
    }

    /**
     * At most this many buckets that fill the window exactly, each as long as the next to within a minute; of an hour and
     * more, to within a quarter-hour and bounded by quarter-hours, so that they can be summed from these.
     */
    public static Buckets evenly(TimeWindow window, int most) {
        long minutes = window.length().toMinutes();
        int count = (int) Math.min(most, minutes);
        int seconds = (int) (window.length().toSeconds() / count);
        List<Instant> bounds = new ArrayList<>(count + 1);
        for (long i = 0; i <= count; i++) {
            var bound = window.from().plus(Duration.ofMinutes(i * minutes / count));
            boolean isInner = i > 0 && i < count;
            bounds.add(isInner && seconds >= HOUR ? startOfQuarterHour(bound) : bound);
        }
        return new Buckets(window, seconds, bounds);
    }

    /** Where each bucket begins. */
    public List<Instant> starts() {
        return bounds.subList(0, bounds.size() - 1);
    }

    /** Whether no quarter-hour lies in two buckets, so that quarter-hours can be summed to them. */
    public boolean areOfQuarterHours() {
        return bounds.stream()
                .filter(bound -> bound.isAfter(window.from()) && bound.isBefore(window.until()))
                .allMatch(bound -> startOfQuarterHour(bound).equals(bound));
    }

    private static Instant startOfQuarterHour(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), QUARTER_HOUR) * QUARTER_HOUR);
    }

    /** Whether the bucket lies in the window as a whole and is over. */
    public boolean isComplete(int bucket, Instant now) {
        var end = bounds.get(bucket + 1);
        return !bounds.get(bucket).isBefore(window.from()) && !end.isAfter(window.until()) && !end.isAfter(now);
    }

    private static int secondsFor(Duration length) {
        if (length.compareTo(Duration.ofHours(2)) <= 0) {
            return MINUTE;
        }
        if (length.compareTo(Duration.ofHours(26)) <= 0) {
            return QUARTER_HOUR;
        }
        if (length.compareTo(Duration.ofDays(8)) <= 0) {
            return HOUR;
        }
        return length.compareTo(Duration.ofDays(32)) <= 0 ? QUARTER_DAY : DAY;
    }

    private static List<Instant> byTheClock(TimeWindow window, int seconds, ZoneId zone) {
        int intoBucket = window.from().atZone(zone).toLocalTime().toSecondOfDay() % seconds;
        List<Instant> bounds = new ArrayList<>();
        var bound = window.from().minusSeconds(intoBucket);
        while (bound.isBefore(window.until())) {
            bounds.add(bound);
            bound = bound.plusSeconds(seconds);
        }
        bounds.add(bound);
        return bounds;
    }

    /** Days and their quarters follow the zone's own clock: one day has 23 hours and one has 25. */
    private static List<Instant> byTheCalendar(TimeWindow window, int seconds, ZoneId zone) {
        var from = window.from().atZone(zone).toLocalDateTime();
        var local = from.minusSeconds(from.toLocalTime().toSecondOfDay() % seconds);
        List<Instant> bounds = new ArrayList<>();
        var bound = local.atZone(zone).toInstant();
        while (bound.isBefore(window.until())) {
            bounds.add(bound);
            local = local.plusSeconds(seconds);
            bound = local.atZone(zone).toInstant();
        }
        bounds.add(bound);
        return bounds;
    }
}
