package dev.sightline.query.account;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an invitation's link offers. */
@Schema(description = "What an invitation's link offers.")
record InvitationOffer(
        String email,
        String workspace,
        @Schema(enumeration = {"owner", "editor", "viewer"}) String role,
        @Nullable String invitedBy,
        Instant expiresAt,

        @Schema(description = "Whether this e-mail has an account, whose password is asked for.")
        boolean isKnown) {
    static InvitationOffer of(Invitation invitation, boolean isKnown) {
        return new InvitationOffer(
                invitation.email,
                invitation.workspace.name,
                invitation.role.id(),
                invitation.invitedBy == null ? null : invitation.invitedBy.name,
                invitation.expiresAt,
                isKnown);
    }
}
