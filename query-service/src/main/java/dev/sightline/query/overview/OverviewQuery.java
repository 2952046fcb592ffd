package dev.sightline.query.overview;

import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;

/** The workspace's figures in a window. */
@ApplicationScoped
class OverviewQuery {
    Overview in(TimeWindow window, ZoneId zone, Instant now) {
        throw new UnsupportedOperationException(window + " " + zone + now);
    }
}
