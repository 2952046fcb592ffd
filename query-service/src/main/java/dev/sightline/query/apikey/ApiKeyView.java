package dev.sightline.query.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key as settings show it: never the key itself. */
@Schema(name = "ApiKey", description = "An API key as settings show it: never the key itself.")
record ApiKeyView(
        UUID id,
        String name,
        @Schema(description = "The key's first characters.") String hint,
        @Schema(description = "Of ingest, read and admin.") List<String> scopes,
        Instant createdAt,

        @Schema(description = "E-mail of the person who made it; null for a program.") @Nullable String createdBy,

        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,

        @Schema(description = "After this it opens nothing; null for never.") @Nullable Instant expiresAt) {
    /** With this use of it, when it is later than the one that is known. */
    ApiKeyView usedAt(@Nullable Instant at) {
        boolean isLater = at != null && (lastUsedAt == null || at.isAfter(lastUsedAt));
        return isLater ? new ApiKeyView(id, name, hint, scopes, createdAt, createdBy, at, revokedAt, expiresAt) : this;
    }
}
