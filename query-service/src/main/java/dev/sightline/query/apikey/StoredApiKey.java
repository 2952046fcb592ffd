package dev.sightline.query.apikey;

import dev.sightline.contract.access.ApiKeyPublished;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key at rest: its hash, never itself. */
@Entity
@Table(name = "api_key")
class StoredApiKey {
    @Id
    UUID id;

    /** Slug. */
    String workspace;

    String name;

    String hash;

    String hint;

    String[] scopes;

    Instant createdAt;

    /** The person who made it; null for a program and for the first start. */
    @Nullable UUID createdBy;

    @Nullable Instant revokedAt;

    /** After this it opens nothing; null for never. */
    @Nullable Instant expiresAt;

    /** To within the time that look-ups are remembered. */
    @Nullable Instant lastUsedAt;

    /** When it last changed in a way that other services have to know. */
    Instant changedAt;

    /** The change that the topic has; null or older than {@link #changedAt} while the topic lags behind. */
    @Nullable Instant publishedAt;

    ApiKeyView view(@Nullable String createdByEmail) {
        return new ApiKeyView(
                id, name, hint, List.of(scopes), createdAt, createdByEmail, lastUsedAt, revokedAt, expiresAt);
    }

    ApiKeyPublished message() {
        return ApiKeyPublished.newBuilder()
                .setKeyId(id.toString())
                .setWorkspace(workspace)
                .addAllScopes(List.of(scopes))
                .setRevoked(revokedAt != null)
                .setExpiresAtMicros(expiresAt == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, expiresAt))
                .build();
    }
}
