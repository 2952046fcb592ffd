package dev.sightline.query.apikey;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked for. A body may leave anything out, so that each part is checked where it is used. */
@Schema(requiredProperties = {"name", "scopes"})
record NewApiKey(
        @Schema(description = "What it is for; 1 to 100 characters.") @Nullable String name,

        @Schema(description = "At least one of ingest, read and admin.") @Nullable List<@Nullable String> scopes,

        @Schema(description = "After this it opens nothing; never when absent.") @Nullable Instant expiresAt) {}
