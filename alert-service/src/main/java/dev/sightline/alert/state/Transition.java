package dev.sightline.alert.state;

/** What a step did, as timelines show it. */
public enum Transition {
    NONE,
    /** A first breach: watched closely, nobody is told. */
    SUSPECTED,
    /** It was nothing. */
    DISMISSED,
    /** An incident begins. */
    OPENED,
    /** A warning became critical. */
    ESCALATED,
    /** Past the recovery threshold; not over until it stays there. */
    EASED,
    /** It was not over. */
    RELAPSED,
    /** The incident ends: the figures say so. */
    RESOLVED,
    /** A person ends it. */
    RESOLVED_BY_HAND,
    /** Nothing to judge by. What was before is kept. */
    DATA_MISSING,
    /** Nothing to judge by for so long that the rule wants it told. */
    NO_DATA_OPENED,
    /** Nothing to judge by, and the rule takes that for being in order. Never a "resolved" mail. */
    LAPSED,
    /** There are figures again. */
    DATA_BACK,
    /** There are figures again, after somebody was told that there were none. */
    NO_DATA_CLOSED,
    /** The figures cannot be read; the owners are told. */
    FAILED,
    /** They can be read again. */
    READABLE;

    /** Whether people want to hear of it. */
    public boolean asksForNotification() {
        return switch (this) {
            case OPENED, ESCALATED, RESOLVED, NO_DATA_OPENED, NO_DATA_CLOSED, FAILED -> true;
            default -> false;
        };
    }
}
