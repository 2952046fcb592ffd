package dev.sightline.query.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of a setting, at rest. */
@Entity
class AuditEntry {
    @Id
    UUID id;

    /** Slug. */
    String workspace;

    Instant at;

    @Nullable UUID personId;

    @Nullable UUID keyId;

    String action;

    String subject;

    @Nullable String detail;

    String address;

    AuditView view(@Nullable String email, @Nullable String keyName) {
        return new AuditView(id, at, email, keyName, action, subject, detail, address);
    }
}
