package dev.sightline.query.account;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.mail.AccountMail;
import dev.sightline.query.mail.MailWriter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes the mail that invites. */
@ApplicationScoped
class InvitationMail implements MailWriter {
    private final Invitations invitations;
    private final QueryConfig config;

    InvitationMail(Invitations invitations, QueryConfig config) {
        this.invitations = invitations;
        this.config = config;
    }

    @Override
    public String kind() {
        return Invitations.MAIL;
    }

    @Override
    public Uni<Optional<AccountMail>> write(UUID subject) {
        return invitations
                .findById(subject)
                .map(invitation -> Optional.ofNullable(invitation)
                        .filter(Invitation::isWaiting)
                        .map(this::mail));
    }

    private AccountMail mail(Invitation invitation) {
        var inviter = invitation.invitedBy;
        String who = inviter == null ? "You are invited" : inviter.name + " (" + inviter.email + ") invites you";
        return new AccountMail(
                invitation.email,
                "Join " + invitation.workspace.name + " on Sightline",
                List.of(
                        who + " to the workspace " + invitation.workspace.name + " on Sightline, as "
                                + invitation.role.id() + ".",
                        "Sightline shows how computer vision models behave, everywhere they run."),
                config.publicAddress() + "/invitation#" + invitations.tokenOf(invitation),
                "Accept the invitation",
                "The link is good for " + Invitations.LIFETIME.toDays()
                        + " days and works once. If you did not expect it, leave it alone: nothing happens.");
    }
}
