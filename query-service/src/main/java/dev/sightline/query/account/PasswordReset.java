package dev.sightline.query.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody says to have forgotten a password. */
@Entity
class PasswordReset {
    @Id
    UUID id;

    /** Null when nobody has the e-mail that was given. */
    @Nullable UUID personId;

    Instant createdAt;

    Instant expiresAt;

    @Nullable Instant usedAt;
}
