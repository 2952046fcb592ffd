package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.caller.Client;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Locale;

/** The workspaces of a person. */
@ApplicationScoped
class Workspaces {
    private static final int MOST_OWNED = 50;

    private final Accounts accounts;
    private final Publications publications;
    private final AuditLog audit;

    Workspaces(Accounts accounts, Publications publications, AuditLog audit) {
        this.accounts = accounts;
        this.publications = publications;
        this.audit = audit;
    }

    Uni<WorkspaceListView> of(Caller.Member member) {
        return Panache.withSession(() -> accounts.ofPerson(member.personId()))
                .map(places -> new WorkspaceListView(places.stream()
                        .map(place -> WorkspaceListView.Place.of(place, member.workspace()))
                        .sorted(Comparator.comparing(place -> place.name().toLowerCase(Locale.ROOT)))
                        .toList()));
    }

    /** The person becomes its owner. */
    Uni<WorkspaceListView.Place> create(Caller.Member member, Client client, NewWorkspace wanted) {
        String name = wanted.checkedName();
        String slug = wanted.checkedSlug();
        return Panache.withTransaction(() -> requireFree(slug)
                        .flatMap(_ -> requireModest(member))
                        .flatMap(_ -> accounts.person(member.personId()))
                        .flatMap(person -> accounts.addWorkspace(slug, name)
                                .flatMap(workspace -> accounts.join(person, workspace, Role.OWNER)))
                        .call(_ -> audit.note(
                                Actor.person(slug, member.personId(), client),
                                AuditAction.WORKSPACE_CREATED,
                                name,
                                null)))
                .call(publications::catchUp)
                .map(membership -> WorkspaceListView.Place.of(membership, member.workspace()));
    }

    private Uni<Void> requireFree(String slug) {
        return accounts.workspace(slug)
                .invoke(known -> {
                    if (known != null) {
                        throw ProblemException.conflict("the slug " + slug + " is taken; choose another");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireModest(Caller.Member member) {
        return accounts.count("person.id = ?1 and role = ?2", member.personId(), Role.OWNER)
                .invoke(owned -> {
                    if (owned >= MOST_OWNED) {
                        throw ProblemException.conflict("you own " + owned + " workspaces; that is the most");
                    }
                })
                .replaceWithVoid();
    }
}
