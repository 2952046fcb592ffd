package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's place in a workspace. */
@Entity
class Membership {
    @Id
    UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    Person person;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    Workspace workspace;

    @Enumerated(EnumType.STRING)
    Role role;

    /** Null for those who were members before this was noted. */
    @Nullable Instant joinedAt;
}
