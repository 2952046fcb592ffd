package dev.sightline.alert.state;

import dev.sightline.alert.judge.Severity;

/** What can happen to an alert's state. */
public sealed interface Input {
    /** A step was beyond a threshold. */
    record Breach(Severity severity) implements Input {}

    /** A step was in order, but not past the recovery threshold. */
    record Between() implements Input {}

    /** A step was in order. */
    record Clear() implements Input {}

    /** A step had too few samples, or nothing to compare with. */
    record Missing() implements Input {}

    /** The figures could not be read, for the third time in a row. */
    record QueryFailed() implements Input {}

    /** A person says that it is over. */
    record ResolvedByHand() implements Input {}
}
