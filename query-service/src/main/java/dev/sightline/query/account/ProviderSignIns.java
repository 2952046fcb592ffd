package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.caller.Client;
import dev.sightline.query.oidc.Identity;
import dev.sightline.query.oidc.IdentityProvider;
import dev.sightline.query.oidc.Refusal;
import dev.sightline.query.oidc.RefusedException;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Lets people in whom an OpenID provider knows.
 *
 * <p>The first time they are known by an e-mail that the provider has verified, ever after by their subject alone: an e-mail
 * may be given to somebody else there. Who belongs to no workspace joins those that invited the e-mail, as the link in the
 * mail would have it; who is new besides joins the one that the operator opened, or is refused.
 */
@ApplicationScoped
class ProviderSignIns {
    private static final int LONGEST_NAME = 100;

    private final IdentityProvider provider;
    private final ProviderIdentities identities;
    private final Accounts accounts;
    private final Invitations invitations;
    private final SignIns signIns;
    private final Publications publications;
    private final AuditLog audit;

    ProviderSignIns(
            IdentityProvider provider,
            ProviderIdentities identities,
            Accounts accounts,
            Invitations invitations,
            SignIns signIns,
            Publications publications,
            AuditLog audit) {
        this.provider = provider;
        this.identities = identities;
        this.accounts = accounts;
        this.invitations = invitations;
        this.signIns = signIns;
        this.publications = publications;
        this.audit = audit;
    }

    /** Fails with a {@link RefusedException}. */
    Uni<SignedIn> enter(Identity identity, Client client) {
        String email = verifiedEmail(identity);
        return Panache.withTransaction(() -> identities
                        .of(identity)
                        .flatMap(known -> known == null
                                ? firstTime(identity, email, client)
                                : accounts.person(known.personId)
                                        .call(person -> joinInvitations(person, email, client)))
                        .call(this::requirePlace)
                        .flatMap(person -> signIns.enter(person.id, client)))
                .call(publications::catchUp);
    }

    private String verifiedEmail(Identity identity) {
        if (identity.email() == null || !identity.isVerified()) {
            throw new RefusedException(Refusal.EMAIL_NOT_VERIFIED);
        }
        try {
            String email = NewInvitation.address(identity.email());
            if (provider.admits(email)) {
                return email;
            }
        } catch (ProblemException notAnAddress) {
            throw new RefusedException(Refusal.EMAIL_NOT_VERIFIED);
        }
        throw new RefusedException(Refusal.OTHER_DOMAIN);
    }

    private Uni<Person> firstTime(Identity identity, String email, Client client) {
        return accounts.person(email)
                .flatMap(person -> person == null ? newPerson(identity, email, client) : unlinked(person, identity))
                .call(person -> joinInvitations(person, email, client))
                .call(person -> identities.link(identity, person.id))
                .call(person -> noteLink(person, client));
    }

    private Uni<Person> unlinked(Person person, Identity identity) {
        return identities.hasOne(person.id, identity.issuer()).map(isLinked -> {
            if (isLinked) {
                throw new RefusedException(Refusal.LINKED_TO_ANOTHER);
            }
            return person;
        });
    }

    private Uni<Person> newPerson(Identity identity, String email, Client client) {
        return Uni.combine()
                .all()
                .unis(invitations.openTo(email).map(List::size), openWorkspace())
                .usingConcurrencyOf(1)
                .asTuple()
                .flatMap(doors -> {
                    boolean isInvited = doors.getItem1() > 0;
                    var open = doors.getItem2();
                    if (!isInvited && open == null) {
                        throw new RefusedException(Refusal.NOT_INVITED);
                    }
                    return accounts.addPerson(email, nameOf(identity, email), null)
                            .call(person -> isInvited || open == null
                                    ? Uni.createFrom().voidItem()
                                    : join(person, open, provider.openRole(), client));
                });
    }

    /** Null when there is none. */
    private Uni<Workspace> openWorkspace() {
        return provider.openWorkspace()
                .map(accounts::workspace)
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private Uni<Void> joinInvitations(Person person, String email, Client client) {
        return accounts.ofPerson(person.id)
                .flatMap(places -> places.isEmpty()
                        ? invitations.openTo(email)
                        : Uni.createFrom().item(List.<Invitation>of()))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .invoke(invitation -> invitation.acceptedAt = invitations.now())
                .onItem()
                .transformToUniAndConcatenate(invitation -> join(person, invitation.workspace, invitation.role, client))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> join(Person person, Workspace workspace, Role role, Client client) {
        return accounts.join(person, workspace, role)
                .flatMap(_ -> audit.note(
                        Actor.person(workspace.slug, person.id, client),
                        AuditAction.MEMBER_JOINED,
                        person.email,
                        "as " + role.id() + " by " + providerName()));
    }

    /** In every workspace of the person: it may matter to each of them. */
    private Uni<Void> noteLink(Person person, Client client) {
        return accounts.ofPerson(person.id)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(place -> audit.note(
                        Actor.person(place.workspace.slug, person.id, client),
                        AuditAction.PROVIDER_LINKED,
                        person.email,
                        "by " + providerName()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> requirePlace(Person person) {
        return accounts.count("person.id = ?1", person.id)
                .invoke(places -> {
                    if (places == 0) {
                        throw new RefusedException(Refusal.NOT_INVITED);
                    }
                })
                .replaceWithVoid();
    }

    private String providerName() {
        return provider.name().orElse("");
    }

    private static String nameOf(Identity identity, String email) {
        String name = identity.name() == null
                ? ""
                : identity.name().replaceAll("\\p{Cntrl}", " ").strip();
        String known = name.isEmpty() ? email.substring(0, email.indexOf('@')) : name;
        return known.length() <= LONGEST_NAME ? known : known.substring(0, LONGEST_NAME);
    }
}
