package dev.sightline.query.window;

import dev.sightline.query.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A half-open span of time, {@code [from, until)}. */
@Schema(description = "A half-open span of time, [from, until), in whole minutes.")
public record TimeWindow(Instant from, Instant until) {
    /** What a window is when nobody says. */
    public static final Duration DEFAULT_LENGTH = Duration.ofDays(7);

    private static final Duration LONGEST = Duration.ofDays(400);
    // Outside of these years the rollups have no times.
    private static final Instant EARLIEST = Instant.parse("1975-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2105-01-01T00:00:00Z");
    private static final String EXPECTED = "an RFC 3339 instant such as 2026-11-22T10:00:00Z";

    public TimeWindow {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a window ends after it begins, got [" + from + ", " + until + ")");
        }
    }

    /**
     * The window that a caller asks for: both ends up to the next whole minute, since figures are kept by the minute;
     * the last 7 days when nothing is said.
     */
    public static TimeWindow requested(@Nullable String from, @Nullable String until, Instant now) {
        var end = ceilToMinute(until == null ? now : instant("until", until));
        var start = from == null ? end.minus(DEFAULT_LENGTH) : ceilToMinute(instant("from", from));
        if (!start.isBefore(end)) {
            throw ProblemException.input("from", start.toString(), "before until, which is " + end);
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw ProblemException.input("from", start.toString(), "at most 400 days before until, which is " + end);
        }
        return new TimeWindow(start, end);
    }

    /** The window of the same length that ends where this one begins; the change of a figure compares with it. */
    public TimeWindow previous() {
        return new TimeWindow(from.minus(length()), from);
    }

    /** From end to end. */
    public Duration length() {
        return Duration.between(from, until);
    }

    /** The instant that a caller names in a field. */
    public static Instant instant(String field, String text) {
        try {
            var instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw ProblemException.input(field, text, "between the years 1975 and 2105");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw ProblemException.input(field, text, EXPECTED);
        }
    }

    private static Instant ceilToMinute(Instant instant) {
        var minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    }
}
