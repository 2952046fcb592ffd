package dev.sightline.alert.evaluation;

import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.judge.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What people have to be told about an incident, from what they know and how things stand.
 *
 * <p>Asked once per evaluation and not once per transition: after an outage many buckets are judged at once, and what
 * counts is how things stand now. An incident that came and went unnoticed is no news any more, one that is still open is.
 */
final class Announcement {
    private Announcement() {}

    /**
     * The notice that is due; null when people know all there is.
     *
     * @param announced the worst they were told; null for nothing
     * @param peak the worst there was
     */
    static Notice.@Nullable Kind due(@Nullable Severity announced, Severity peak, boolean isOpen, boolean isResolved) {
        if (isOpen) {
            if (announced == null) {
                return Notice.Kind.OPENED;
            }
            return peak.compareTo(announced) > 0 ? Notice.Kind.ESCALATED : null;
        }
        return isResolved && announced != null ? Notice.Kind.RESOLVED : null;
    }
}
