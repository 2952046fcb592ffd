package dev.sightline.query.account;

import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.caller.Client;
import dev.sightline.query.password.PasswordHashes;
import dev.sightline.query.password.PasswordRules;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accepts invitations. Who is new gives a name and a password; who has an account shows that it is theirs, by its password or
 * a session: a mail that went astray must not open somebody's account.
 */
@ApplicationScoped
class Acceptances {
    private static final int LONGEST_NAME = 100;

    private final Invitations invitations;
    private final Accounts accounts;
    private final SignIns signIns;
    private final SignInAttempts attempts;
    private final PasswordRules rules;
    private final PasswordHashes hashes;
    private final Publications publications;
    private final AuditLog audit;

    Acceptances(
            Invitations invitations,
            Accounts accounts,
            SignIns signIns,
            SignInAttempts attempts,
            PasswordRules rules,
            PasswordHashes hashes,
            Publications publications,
            AuditLog audit) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.signIns = signIns;
        this.attempts = attempts;
        this.rules = rules;
        this.hashes = hashes;
        this.publications = publications;
        this.audit = audit;
    }

    /** What a link offers; changes nothing. */
    Uni<InvitationOffer> look(@Nullable String token) {
        return Panache.withTransaction(() -> invitations
                .of(token)
                .flatMap(invitation -> accounts.person(invitation.email)
                        .map(person -> InvitationOffer.of(invitation, person != null))));
    }

    /** @param signedIn the person whose session came along; null without one */
    Uni<SignedIn> accept(Acceptance acceptance, @Nullable UUID signedIn, Client client) {
        return Panache.withTransaction(() -> invitations
                        .of(acceptance.token())
                        .flatMap(invitation ->
                                accounts.person(invitation.email).map(person -> new Guest(invitation.email, person))))
                .flatMap(guest -> guest.person() == null
                        ? newPerson(acceptance, guest.email())
                        : known(acceptance, guest.person(), signedIn, client))
                .flatMap(newcomer -> Panache.withTransaction(() -> join(acceptance.token(), newcomer, client)))
                .call(publications::catchUp);
    }

    private Uni<Newcomer> newPerson(Acceptance acceptance, String email) {
        String name = acceptance.name() == null ? "" : acceptance.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.input("name", acceptance.name(), "a name of 1 to 100 characters");
        }
        String password = rules.require(acceptance.password(), List.of(email, name));
        return hashes.of(password).map(hash -> new Newcomer(name, hash));
    }

    private Uni<Newcomer> known(Acceptance acceptance, Person person, @Nullable UUID signedIn, Client client) {
        if (person.id.equals(signedIn)) {
            return Uni.createFrom().item(new Newcomer(person.name, null));
        }
        String password = acceptance.password() == null ? "" : acceptance.password();
        attempts.admit(person.email, client.address());
        return hashes.matches(password, person.passwordHash).map(matches -> {
            if (!matches) {
                throw ProblemException.unauthorized("the password of your account is wrong");
            }
            attempts.succeeded(client.address());
            return new Newcomer(person.name, null);
        });
    }

    /** Looks again: of two who accept at once, the second finds it accepted. */
    private Uni<SignedIn> join(@Nullable String token, Newcomer newcomer, Client client) {
        return invitations
                .of(token)
                .invoke(invitation -> invitation.acceptedAt = invitations.now())
                .flatMap(invitation -> person(invitation, newcomer)
                        .flatMap(person -> accounts.join(person, invitation.workspace, invitation.role))
                        .call(member -> audit.note(
                                Actor.person(invitation.workspace.slug, member.person.id, client),
                                AuditAction.MEMBER_JOINED,
                                invitation.email,
                                "as " + invitation.role.id()))
                        .flatMap(member -> signIns.enter(member, client)));
    }

    /** An account that came or went since it was looked for is refused: whose it is has not been shown. */
    private Uni<Person> person(Invitation invitation, Newcomer newcomer) {
        return accounts.person(invitation.email).flatMap(person -> {
            String hash = newcomer.passwordHash();
            if ((person == null) == (hash == null)) {
                throw ProblemException.conflict("somebody has accepted for this e-mail just now; open the link again");
            }
            return hash == null
                    ? Uni.createFrom().item(person)
                    : accounts.addPerson(invitation.email, newcomer.name(), hash);
        });
    }

    private record Guest(String email, @Nullable Person person) {}

    /** @param passwordHash null for those who have one */
    private record Newcomer(String name, @Nullable String passwordHash) {}
}
