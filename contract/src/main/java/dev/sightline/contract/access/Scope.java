package dev.sightline.contract.access;

import java.util.Locale;
import java.util.Optional;

/** What an API key opens. */
public enum Scope {
    /** Report inferences, heartbeats, metadata and images. */
    INGEST,
    /** Read what was reported. */
    READ,
    /** Change settings, keys and rules. */
    ADMIN;

    /** The scope as JSON, table and topic write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when no scope has this id. */
    public static Optional<Scope> of(String id) {
        for (Scope scope : values()) {
            if (scope.id().equals(id)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
