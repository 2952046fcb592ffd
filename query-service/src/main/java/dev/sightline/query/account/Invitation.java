package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An open door into a workspace for whoever reads the mails of an address. */
@Entity
class Invitation {
    @Id
    UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    Workspace workspace;

    String email;

    @Enumerated(EnumType.STRING)
    Role role;

    /** Null for a program. */
    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "invited_by")
    @Nullable Person invitedBy;

    Instant createdAt;

    Instant expiresAt;

    /** Grows when it is sent again, so that the links of before open nothing. */
    int revision;

    @Nullable Instant acceptedAt;

    @Nullable Instant revokedAt;

    boolean isWaiting() {
        return acceptedAt == null && revokedAt == null;
    }
}
