package dev.sightline.alert.access;

/** Whether a caller may read, and of which workspace. */
public sealed interface Access {
    /** Somebody who may read what belongs to {@code workspace} (its slug). */
    record Granted(String workspace) implements Access {}

    /** Nobody we know: 401. */
    record Unknown(String detail) implements Access {}

    /** Somebody we know who may not do this: 403. */
    record Forbidden(String detail) implements Access {}
}
