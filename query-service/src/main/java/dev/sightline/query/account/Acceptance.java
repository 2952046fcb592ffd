package dev.sightline.query.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one accepts an invitation with. */
@Schema(requiredProperties = "token")
record Acceptance(
        @Schema(description = "What stands behind the # in the link.") @Nullable String token,

        @Schema(description = "For those who are new here.") @Nullable String name,

        @Schema(
                description = "For those who are new here: a password of at least 12 characters. For others theirs,"
                        + " unless they are signed in.")
        @Nullable String password) {
    /** The secret of a link alone. */
    @Schema(requiredProperties = "token")
    record Link(
            @Schema(description = "What stands behind the # in the link.") @Nullable String token) {}
}
