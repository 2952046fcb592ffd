package dev.sightline.query.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sign-in to one workspace. */
@Entity
@Table(name = "person_session")
class StoredSession {
    @Id
    UUID id;

    UUID personId;

    UUID workspaceId;

    Instant signedInAt;

    /** To within {@link KnownSessions#NOTED_EVERY}. */
    Instant lastUsedAt;

    Instant expiresAt;

    String browser;

    String address;

    /** Tokens with a lower one tell of a role that the person no longer has. */
    int revision;

    @Nullable Instant endedAt;
}
