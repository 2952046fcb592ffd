package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.caller.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;

/** People and the workspaces they belong to. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Membership, UUID> {
    /** Null when nobody has this e-mail. Someone in several workspaces enters the first by name. */
    Uni<Membership> ofEmail(String email) {
        return Panache.withSession(
                () -> find("person.email = ?1 order by workspace.slug", email).firstResult());
    }

    /** Null when the person no longer belongs to the workspace. */
    Uni<Membership> of(Caller.Member member) {
        return Panache.withSession(
                () -> find("person.id = ?1 and workspace.slug = ?2", member.personId(), member.workspace())
                        .firstResult());
    }

    /** Whether this is a database without any workspace: the first start. Joins the transaction at hand. */
    public Uni<Boolean> isEmpty() {
        return count().map(memberships -> memberships == 0);
    }

    /** Creates a workspace with its owner; the id is the owner's. Joins the transaction at hand. */
    public Uni<UUID> create(String slug, String ownerEmail, String passwordHash) {
        var workspace = new Workspace();
        workspace.id = UUID.randomUUID();
        workspace.slug = slug;
        workspace.name = slug;
        var owner = new Person();
        owner.id = UUID.randomUUID();
        owner.email = ownerEmail.strip().toLowerCase(Locale.ROOT);
        owner.name = owner.email.substring(0, Math.max(1, owner.email.indexOf('@')));
        owner.passwordHash = passwordHash;
        var membership = new Membership();
        membership.id = UUID.randomUUID();
        membership.person = owner;
        membership.workspace = workspace;
        membership.role = Role.OWNER;
        return getSession()
                .flatMap(session ->
                        session.persistAll(workspace, owner, membership).call(session::flush))
                .replaceWith(owner.id);
    }
}
