package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People and the workspaces they belong to. Every method joins the transaction at hand. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Membership, UUID> {
    // Where they were last, then by name.
    private static final String OF_PERSON = """
            person.id = ?1
            order by (select max(s.lastUsedAt) from StoredSession s
                      where s.personId = ?1 and s.workspaceId = workspace.id) desc nulls last,
                     workspace.slug
            """;

    private final Publications publications;
    private final Clock clock;

    Accounts(Publications publications, Clock clock) {
        this.publications = publications;
        this.clock = clock;
    }

    /** One address, however it is typed. */
    static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Null when nobody has this e-mail. */
    Uni<Person> person(String email) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("from Person where email = :email", Person.class)
                        .setParameter("email", email)
                        .getSingleResultOrNull());
    }

    /** Null when there is no such person. */
    Uni<Person> person(UUID id) {
        return getSession().flatMap(session -> session.find(Person.class, id));
    }

    /** A person's places, the one of the last session first. */
    Uni<List<Membership>> ofPerson(UUID person) {
        return list(OF_PERSON, person);
    }

    /** Null when the person does not belong to the workspace. */
    Uni<Membership> of(UUID person, String workspace) {
        return find("person.id = ?1 and workspace.slug = ?2", person, workspace).firstResult();
    }

    /** The members of a workspace, owners first, then by name. */
    Uni<List<Membership>> ofWorkspace(String workspace) {
        return list(
                "workspace.slug = ?1 order by case role when OWNER then 0 when EDITOR then 1 else 2 end,"
                        + " lower(person.name), person.email",
                workspace);
    }

    /** The workspace, locked: who changes its members does so one after the other. */
    Uni<Workspace> locked(String slug) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("from Workspace where slug = :slug", Workspace.class)
                        .setParameter("slug", slug)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResult());
    }

    /** Null when there is no such workspace. */
    Uni<Workspace> workspace(String slug) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("from Workspace where slug = :slug", Workspace.class)
                        .setParameter("slug", slug)
                        .getSingleResultOrNull());
    }

    /** Whether this is a database without any workspace: the first start. */
    public Uni<Boolean> isEmpty() {
        return count().map(memberships -> memberships == 0);
    }

    /** Creates a workspace with its owner; the id is the owner's. */
    public Uni<UUID> create(String slug, String ownerEmail, String passwordHash) {
        String email = normalized(ownerEmail);
        return addPerson(email, email.substring(0, Math.max(1, email.indexOf('@'))), passwordHash)
                .flatMap(owner -> addWorkspace(slug, slug)
                        .flatMap(workspace -> join(owner, workspace, Role.OWNER))
                        .replaceWith(owner.id));
    }

    Uni<Workspace> addWorkspace(String slug, String name) {
        var workspace = new Workspace();
        workspace.id = UUID.randomUUID();
        workspace.slug = slug;
        workspace.name = name;
        return persisted(workspace);
    }

    /** @param passwordHash null for who signs in by a provider alone */
    Uni<Person> addPerson(String email, String name, @Nullable String passwordHash) {
        var person = new Person();
        person.id = UUID.randomUUID();
        person.email = email;
        person.name = name;
        person.passwordHash = passwordHash;
        return persisted(person);
    }

    /** Makes a person a member, and has the other services told. */
    Uni<Membership> join(Person person, Workspace workspace, Role role) {
        var membership = new Membership();
        membership.id = UUID.randomUUID();
        membership.person = person;
        membership.workspace = workspace;
        membership.role = role;
        membership.joinedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return persisted(membership).call(this::tell);
    }

    /** Has the other services told of a membership that was made, changed or ended. */
    Uni<Void> tell(Membership membership) {
        return publications.note(
                Topics.WORKSPACE_MEMBERS, Topics.key(membership.workspace.slug, membership.person.id.toString()));
    }

    private <T> Uni<T> persisted(T entity) {
        return getSession()
                .flatMap(session -> session.persist(entity).call(session::flush))
                .replaceWith(entity);
    }
}
