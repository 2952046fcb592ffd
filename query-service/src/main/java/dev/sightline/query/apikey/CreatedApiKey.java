package dev.sightline.query.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new API key; the only time that the key itself is shown. */
@Schema(description = "A new API key; the only time that the key itself is shown.")
record CreatedApiKey(
        UUID id,
        String name,
        @Schema(description = "The key's first characters.") String hint,
        @Schema(description = "Of ingest, read and admin.") List<String> scopes,
        Instant createdAt,

        @Schema(description = "E-mail of the person who made it; null for a program.") @Nullable String createdBy,

        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,

        @Schema(description = "After this it opens nothing; null for never.") @Nullable Instant expiresAt,

        @Schema(description = "The key itself, shown this once.")
        String key) {
    static CreatedApiKey of(ApiKeyView shown, String key) {
        return new CreatedApiKey(
                shown.id(),
                shown.name(),
                shown.hint(),
                shown.scopes(),
                shown.createdAt(),
                shown.createdBy(),
                shown.lastUsedAt(),
                shown.revokedAt(),
                shown.expiresAt(),
                key);
    }
}
