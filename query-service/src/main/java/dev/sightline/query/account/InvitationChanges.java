package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.mail.DueMails;
import dev.sightline.query.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invites people, by mail. */
@ApplicationScoped
class InvitationChanges {
    private final Invitations invitations;
    private final Accounts accounts;
    private final AuditLog audit;

    InvitationChanges(Invitations invitations, Accounts accounts, AuditLog audit) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Fails with 409 when somebody with this address is a member, or is invited already. */
    Uni<InvitationView> invite(Actor actor, @Nullable NewInvitation wanted) {
        String email = NewInvitation.address(wanted == null ? null : wanted.email());
        Role role = NewRole.required(wanted == null ? null : wanted.role());
        String workspace = actor.workspace();
        return Panache.withTransaction(() -> accounts.locked(workspace)
                        .call(_ -> requireNew(workspace, email))
                        .call(_ -> invitations.countWaiting(workspace))
                        .flatMap(locked ->
                                inviter(actor).flatMap(inviter -> invitations.add(locked, email, role, inviter)))
                        .call(_ -> audit.note(actor, AuditAction.MEMBER_INVITED, email, "as " + role.id())))
                .map(invitation -> InvitationView.of(invitation, DueMails.ON_ITS_WAY));
    }

    /** With another link, that is good for as long again; the one of before opens nothing any more. */
    Uni<InvitationView> sendAgain(Actor actor, UUID id) {
        return Panache.withTransaction(() -> invitations
                        .waiting(actor.workspace(), id)
                        .call(invitations::sendAgain)
                        .call(invitation ->
                                audit.note(actor, AuditAction.INVITATION_SENT_AGAIN, invitation.email, null)))
                .map(invitation -> InvitationView.of(invitation, DueMails.ON_ITS_WAY));
    }

    Uni<Void> revoke(Actor actor, UUID id) {
        return Panache.withTransaction(() -> invitations
                        .waiting(actor.workspace(), id)
                        .invoke(invitation -> invitation.revokedAt = invitations.now())
                        .call(invitation -> audit.note(actor, AuditAction.INVITATION_REVOKED, invitation.email, null)))
                .replaceWithVoid();
    }

    private Uni<Void> requireNew(String workspace, String email) {
        return accounts.count("workspace.slug = ?1 and person.email = ?2", workspace, email)
                .invoke(members -> {
                    if (members > 0) {
                        throw ProblemException.conflict(email + " is a member already");
                    }
                })
                .flatMap(_ -> invitations.waiting(workspace, email))
                .invoke(waiting -> {
                    if (waiting != null) {
                        throw ProblemException.conflict(email + " is invited already; send the invitation again");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Person> inviter(Actor actor) {
        return actor.personId() == null ? Uni.createFrom().nullItem() : accounts.person(actor.personId());
    }
}
