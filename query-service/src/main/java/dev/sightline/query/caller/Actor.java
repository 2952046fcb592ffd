package dev.sightline.query.caller;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who changes something in a workspace, and from where: what the audit log keeps.
 *
 * @param personId null for a program
 * @param keyId null for a person
 */
public record Actor(
        String workspace, @Nullable UUID personId, @Nullable UUID keyId, String address) {
    /** A person who is not signed in to the workspace, such as one who accepts an invitation. */
    public static Actor person(String workspace, UUID personId, Client client) {
        return new Actor(workspace, personId, null, client.address());
    }
}
