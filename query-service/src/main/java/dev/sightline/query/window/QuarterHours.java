package dev.sightline.query.window;

import dev.sightline.query.clickhouse.Parameters;
import java.time.Instant;

/**
 * A window as whole quarter-hours, which are read from the rollups of quarter-hours, with the rest at both ends, which is
 * read from what has a finer time: the rollup of minutes, or the raw rows where devices matter. A window may begin at any
 * minute.
 *
 * @param headUntil the head is {@code [window.from, headUntil)}
 * @param tailFrom the tail is {@code [tailFrom, window.until)}; between head and tail are the whole quarter-hours
 */
public record QuarterHours(TimeWindow window, Instant headUntil, Instant tailFrom) {
    private static final long SECONDS = 15 * 60;

    /** A window without a whole quarter-hour is all head. */
    public static QuarterHours of(TimeWindow window) {
        var first = Instant.ofEpochSecond(Math.ceilDiv(window.from().getEpochSecond(), SECONDS) * SECONDS);
        var last = Instant.ofEpochSecond(Math.floorDiv(window.until().getEpochSecond(), SECONDS) * SECONDS);
        return first.isBefore(last) ? new QuarterHours(window, first, last) : none(window);
    }

    /** The same window without its quarter-hours, all head: for sums by times that do not lie on them. */
    public static QuarterHours none(TimeWindow window) {
        return new QuarterHours(window, window.until(), window.until());
    }

    /** As {@code from}, {@code head_until}, {@code tail_from} and {@code until}. */
    public Parameters parameters() {
        return new Parameters()
                .with("from", window.from())
                .with("head_until", headUntil)
                .with("tail_from", tailFrom)
                .with("until", window.until());
    }

    /**
     * Those of {@link #parameters}, and the same of the window before as {@code previous_from},
     * {@code previous_head_until} and {@code previous_tail_from}.
     */
    public Parameters parametersWithPrevious() {
        var before = window.previous();
        var previous = headUntil.equals(window.until()) ? none(before) : of(before);
        return parameters()
                .with("previous_from", before.from())
                .with("previous_head_until", previous.headUntil)
                .with("previous_tail_from", previous.tailFrom);
    }
}
