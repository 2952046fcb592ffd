package dev.sightline.query.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What comes in about passwords. A body may leave anything out, so that each part is checked where it is used. */
final class PasswordBodies {
    private PasswordBodies() {}

    /** One's own password, changed. */
    @Schema(requiredProperties = {"current_password", "password"})
    record PasswordChange(
            @Nullable String currentPassword,

            @Schema(description = "At least 12 characters.") @Nullable String password) {}

    /** Asks for a link. */
    @Schema(requiredProperties = "email")
    record ForgottenPassword(@Nullable String email) {}

    /** What the link leads to. */
    @Schema(requiredProperties = {"token", "password"})
    record PasswordFromLink(
            @Schema(description = "What stands behind the # in the link.") @Nullable String token,

            @Schema(description = "At least 12 characters.") @Nullable String password) {}

    /** A password that is being thought of. */
    @Schema(requiredProperties = "password")
    record PasswordIdea(
            @Nullable String password,

            @Schema(description = "Of the person, so that it does not count as hard to guess.") @Nullable String email) {}
}
