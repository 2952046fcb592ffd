package dev.sightline.contract.access;

import java.util.Locale;
import java.util.Optional;

/** What a person may do in a workspace; each role includes those below it. */
public enum Role {
    /** Everything, people and keys included. */
    OWNER,
    /** Everything but people and keys. */
    EDITOR,
    /** Look, not touch. */
    VIEWER;

    /** The role as JSON, table and session write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when no role has this id. */
    public static Optional<Role> of(String id) {
        for (Role role : values()) {
            if (role.id().equals(id)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
