package dev.sightline.alert.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a device comes and goes so often that each time is no news.
 *
 * @param changes the latest, oldest first
 * @param isFlapping until there have been 30 minutes of calm
 */
record Flapping(List<Instant> changes, boolean isFlapping) {
    static final Flapping CALM = new Flapping(List.of(), false);

    private static final Duration SPAN = Duration.ofMinutes(30);
    private static final int MOST_CHANGES = 4;

    Flapping {
        changes = List.copyOf(changes);
    }

    /** After a change. */
    Flapping changed(Instant at) {
        List<Instant> latest = Stream.concat(
                        changes.stream().filter(before -> before.isAfter(at.minus(SPAN))), Stream.of(at))
                .toList();
        return new Flapping(latest, isFlapping || latest.size() > MOST_CHANGES);
    }

    /** As time passes. */
    Flapping at(Instant now) {
        boolean isCalm = changes.isEmpty() || !changes.getLast().isAfter(now.minus(SPAN));
        return isCalm ? CALM : this;
    }
}
