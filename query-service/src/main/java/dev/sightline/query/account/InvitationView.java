package dev.sightline.query.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An invitation that nobody has accepted yet. */
@Schema(name = "Invitation", description = "An invitation that nobody has accepted yet.")
record InvitationView(
        UUID id,
        String email,
        @Schema(enumeration = {"owner", "editor", "viewer"}) String role,

        @Schema(description = "E-mail of the person who invited; null for a program.") @Nullable String invitedBy,

        Instant createdAt,

        @Schema(description = "After this its link opens nothing; sending it again begins anew.")
        Instant expiresAt,

        @Schema(
                enumeration = {"on_its_way", "sent", "failed"},
                description = "Failed when the mail server did not take it for hours.")
        String mail) {
    static InvitationView of(Invitation invitation, String mail) {
        return new InvitationView(
                invitation.id,
                invitation.email,
                invitation.role.id(),
                invitation.invitedBy == null ? null : invitation.invitedBy.email,
                invitation.createdAt,
                invitation.expiresAt,
                mail);
    }

    /** Invitations that wait, the newest first. */
    @Schema(name = "InvitationList")
    record InvitationList(List<InvitationView> invitations) {}
}
