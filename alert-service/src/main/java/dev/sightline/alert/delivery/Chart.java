package dev.sightline.alert.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail's chart shows.
 *
 * @param threshold a level line; null when the band says it all
 * @param isShare whether the values are shares, to be written in percent
 */
public record Chart(List<Point> points, @Nullable Double threshold, boolean isShare) {
    public Chart {
        points = List.copyOf(points);
    }

    /** One step; a value that is null is a gap, edges that are null are no band. */
    public record Point(
            Instant at,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {}
}
