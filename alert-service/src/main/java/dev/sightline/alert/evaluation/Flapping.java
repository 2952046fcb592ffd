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

    Flapping {
        changes = List.copyOf(changes);
    }

    /** After a change; more than {@code most} within 30 minutes are flapping. */
    Flapping changed(Instant at, int most) {
        List<Instant> latest = Stream.concat(
                        changes.stream().filter(before -> before.isAfter(at.minus(SPAN))), Stream.of(at))
                .toList();
        return new Flapping(latest, isFlapping || latest.size() > most);
    }

    /** As time passes. */
    Flapping at(Instant now) {
        boolean isCalm = changes.isEmpty() || !changes.getLast().isAfter(now.minus(SPAN));
        return isCalm ? CALM : this;
    }
}
