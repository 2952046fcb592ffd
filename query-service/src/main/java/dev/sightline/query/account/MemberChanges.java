package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.publication.Publications;
import dev.sightline.query.session.Sessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Changes who belongs to a workspace, and as what. A workspace always has an owner: changes wait for one another, so that two
 * owners cannot remove each other at the same moment.
 */
@ApplicationScoped
class MemberChanges {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Publications publications;
    private final AuditLog audit;

    MemberChanges(Accounts accounts, Sessions sessions, Publications publications, AuditLog audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.publications = publications;
        this.audit = audit;
    }

    /** Takes effect at once: sessions go on with the new role. */
    Uni<MemberView> changeRole(Actor actor, UUID person, Role role) {
        return Panache.withTransaction(() -> locked(actor.workspace(), person)
                        .flatMap(member ->
                                member.role == role ? Uni.createFrom().item(member) : change(actor, member, role)))
                .call(publications::catchUp)
                .map(MemberView::of);
    }

    /** Ends the person's sessions in the workspace; the account itself stays, for other workspaces. */
    Uni<Void> remove(Actor actor, UUID person) {
        return Panache.withTransaction(() -> locked(actor.workspace(), person)
                        .call(this::requireAnotherOwner)
                        .call(accounts::delete)
                        .call(accounts::tell)
                        .call(member -> sessions.endIn(person, member.workspace.id))
                        .call(member -> audit.note(
                                actor, AuditAction.MEMBER_REMOVED, member.person.email, "was " + member.role.id())))
                .call(publications::catchUp)
                .replaceWithVoid();
    }

    private Uni<Membership> change(Actor actor, Membership member, Role role) {
        String detail = member.role.id() + " → " + role.id();
        return requireAnotherOwner(member)
                .invoke(() -> member.role = role)
                .call(() -> accounts.tell(member))
                .call(() -> sessions.changeRole(member.person.id, member.workspace.id))
                .call(() -> audit.note(actor, AuditAction.MEMBER_ROLE_CHANGED, member.person.email, detail))
                .replaceWith(member);
    }

    private Uni<Membership> locked(String workspace, UUID person) {
        return accounts.locked(workspace)
                .flatMap(_ -> accounts.of(person, workspace))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("there is no such member"));
    }

    private Uni<Void> requireAnotherOwner(Membership member) {
        if (member.role != Role.OWNER) {
            return Uni.createFrom().voidItem();
        }
        return accounts.count("workspace = ?1 and role = ?2", member.workspace, Role.OWNER)
                .invoke(owners -> {
                    if (owners < 2) {
                        throw ProblemException.conflict("this is the only owner: make another member an owner first");
                    }
                })
                .replaceWithVoid();
    }
}
