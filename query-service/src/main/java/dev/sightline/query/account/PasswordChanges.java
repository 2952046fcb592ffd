package dev.sightline.query.account;

import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.caller.Client;
import dev.sightline.query.password.PasswordHashes;
import dev.sightline.query.password.PasswordRules;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.publication.Publications;
import dev.sightline.query.session.Sessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets passwords. Whoever knew the old one is out afterwards: every other session of the person ends. */
@ApplicationScoped
class PasswordChanges {
    private final Accounts accounts;
    private final PasswordResets resets;
    private final Sessions sessions;
    private final PasswordRules rules;
    private final PasswordHashes hashes;
    private final Publications publications;
    private final AuditLog audit;

    PasswordChanges(
            Accounts accounts,
            PasswordResets resets,
            Sessions sessions,
            PasswordRules rules,
            PasswordHashes hashes,
            Publications publications,
            AuditLog audit) {
        this.accounts = accounts;
        this.resets = resets;
        this.sessions = sessions;
        this.rules = rules;
        this.hashes = hashes;
        this.publications = publications;
        this.audit = audit;
    }

    /** Fails with 422 when the current password is wrong, or the new one will not do. */
    Uni<Void> change(Caller.Member member, Actor actor, @Nullable String current, @Nullable String wanted) {
        return Panache.withSession(() -> accounts.person(member.personId()))
                .flatMap(person -> {
                    String password = rules.require(wanted, List.of(person.email, person.name));
                    return hashes.matches(current == null ? "" : current, person.passwordHash)
                            .invoke(matches -> {
                                if (!matches) {
                                    throw ProblemException.input("current_password", null, "your present password");
                                }
                            })
                            .flatMap(_ -> hashes.of(password));
                })
                .flatMap(hash -> Panache.withTransaction(() -> set(member.personId(), hash)
                        .call(person -> sessions.endAll(person.id, member.sessionId()))
                        .call(person -> audit.note(actor, AuditAction.PASSWORD_CHANGED, person.email, null))))
                .call(publications::catchUp)
                .replaceWithVoid();
    }

    /** Fails with 404 or 410 when the link opens nothing, and with 422 when the password will not do. */
    Uni<Void> reset(@Nullable String token, @Nullable String wanted, Client client) {
        return Panache.withTransaction(() -> resets.of(token).flatMap(reset -> accounts.person(idOf(reset))))
                .flatMap(person -> hashes.of(rules.require(wanted, List.of(person.email, person.name))))
                .flatMap(hash -> Panache.withTransaction(() -> resets.of(token)
                        .flatMap(reset -> set(idOf(reset), hash))
                        .call(person -> resets.use(person.id))
                        .call(person -> sessions.endAll(person.id, null))
                        .call(person -> noteReset(person, client))))
                .call(publications::catchUp)
                .replaceWithVoid();
    }

    private Uni<Person> set(UUID id, String hash) {
        return accounts.person(id).invoke(person -> person.passwordHash = hash);
    }

    /** In every workspace of the person: it may matter to each of them. */
    private Uni<Void> noteReset(Person person, Client client) {
        return accounts.ofPerson(person.id)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(place -> audit.note(
                        Actor.person(place.workspace.slug, person.id, client),
                        AuditAction.PASSWORD_RESET,
                        person.email,
                        null))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static UUID idOf(PasswordReset reset) {
        if (reset.personId == null) {
            throw new IllegalStateException("a reset of nobody opens nothing");
        }
        return reset.personId;
    }
}
