package dev.sightline.alert.incidents;

import dev.sightline.alert.judge.Figures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of an incident's timeline.
 *
 * @param who null for what figures did
 */
public record IncidentEvent(
        Instant at,
        String kind,
        @Nullable String who,
        @Nullable String note,
        @Nullable Figures figures) {
    public static IncidentEvent of(Instant at, String kind, @Nullable Figures figures) {
        return new IncidentEvent(at, kind, null, null, figures);
    }

    public static IncidentEvent by(String who, Instant at, String kind, @Nullable String note) {
        return new IncidentEvent(at, kind, who, note, null);
    }
}
