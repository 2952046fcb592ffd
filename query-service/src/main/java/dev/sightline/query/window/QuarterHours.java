package dev.sightline.query.window;

import dev.sightline.query.clickhouse.Parameters;
import java.time.Instant;

/**
 * A window as whole quarter-hours, which are read from rollups, with the rest at both ends, which is read from raw rows:
 * the rollup per device has no finer time, and a window may begin at any minute.
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
        return first.isBefore(last)
                ? new QuarterHours(window, first, last)
                : new QuarterHours(window, window.until(), window.until());
    }

    /** As {@code from}, {@code head_until}, {@code tail_from} and {@code until}. */
    public Parameters parameters() {
        return new Parameters()
                .with("from", window.from())
                .with("head_until", headUntil)
                .with("tail_from", tailFrom)
                .with("until", window.until());
    }
}
