package dev.sightline.alert.access;

import dev.sightline.contract.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in.
 *
 * @param email null in a session that is older than this claim; the next page they open renews it
 */
public record Person(String id, @Nullable String email, Role role) {
    /** What others are shown. */
    public String shown() {
        return email == null ? id : email;
    }
}
