package dev.sightline.stats.consume;

/** Tells copies that clients send again from what is new. */
@FunctionalInterface
public interface Copies {
    /** For tables whose events are not sent twice, or may count twice. */
    Copies NONE = (workspace, id, index, loggedAtMillis) -> false;

    /**
     * Whether this inference was stored already; from now on it counts as stored.
     *
     * @param loggedAtMillis when the broker took the record, Unix time
     */
    boolean isCopy(String workspace, String id, int index, long loggedAtMillis);

    /** Copies since the last time this was asked. */
    default int takeCopies() {
        return 0;
    }
}
