package dev.sightline.alert.access;

import org.jspecify.annotations.Nullable;

/** Whether a caller may read, and of which workspace. */
public sealed interface Access {
    /**
     * Somebody who may read what belongs to {@code workspace} (its slug).
     *
     * @param mayChange whether rules and incidents, too, may be changed
     * @param person null for a program with an API key
     */
    record Granted(
            String workspace, boolean mayChange, @Nullable Person person) implements Access {}

    /** Nobody we know: 401. */
    record Unknown(String detail) implements Access {}

    /** Somebody we know who may not do this: 403. */
    record Forbidden(String detail) implements Access {}
}
