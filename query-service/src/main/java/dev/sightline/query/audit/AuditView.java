package dev.sightline.query.audit;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of a setting. */
@Schema(name = "AuditEntry", description = "Who changed which setting, when, and from where.")
record AuditView(
        UUID id,
        Instant at,

        @Schema(description = "E-mail of the person; null when it was a program.") @Nullable String person,

        @Schema(description = "Name of the program's API key; null when it was a person.") @Nullable String apiKey,

        @Schema(description = "Such as member_invited or api_key_revoked.")
        String action,

        @Schema(description = "What was changed: an e-mail, a key's name.")
        String subject,

        @Schema(description = "Such as from which role to which.") @Nullable String detail,

        @Schema(description = "Where the request came from.")
        String address) {}
