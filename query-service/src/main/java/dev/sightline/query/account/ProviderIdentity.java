package dev.sightline.query.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** Whom an OpenID provider means. */
@Entity
class ProviderIdentity {
    @Id
    UUID id;

    String issuer;

    String subject;

    UUID personId;

    Instant linkedAt;
}
