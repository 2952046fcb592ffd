package dev.sightline.stats;

/** What becomes of a record when this service dies while it writes. */
public enum Delivery {
    /** It counts once: ranges are noted before they are written, blocks carry a token, copies are left out. */
    EXACTLY_ONCE,

    /**
     * It counts once or twice: no intent, no token, no window of copies.
     *
     * <p>Not for use: the dashboard's figures are then too high after every crash and every repeated report. It is there to
     * measure what {@link #EXACTLY_ONCE} costs, and to show that the tests of it would notice its absence.
     */
    AT_LEAST_ONCE
}
