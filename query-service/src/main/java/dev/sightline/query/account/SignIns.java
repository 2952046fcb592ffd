package dev.sightline.query.account;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.caller.Client;
import dev.sightline.query.password.PasswordHashes;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.session.OpenSession;
import dev.sightline.query.session.SessionTokens;
import dev.sightline.query.session.Sessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in by e-mail and password.
 *
 * <p>A wrong e-mail and a wrong password answer alike and take alike long, so that nobody learns who has an account.
 */
@ApplicationScoped
class SignIns {
    private static final String WRONG = "E-mail or password is wrong";

    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionTokens tokens;
    private final PasswordHashes hashes;
    private final SignInAttempts attempts;
    private final QueryConfig config;

    SignIns(
            Accounts accounts,
            Sessions sessions,
            SessionTokens tokens,
            PasswordHashes hashes,
            SignInAttempts attempts,
            QueryConfig config) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.hashes = hashes;
        this.attempts = attempts;
        this.config = config;
    }

    /** Fails with 401 when e-mail or password is wrong, and with 429 when there were too many attempts. */
    Uni<SignedIn> attempt(@Nullable SignIn signIn, Client client) {
        String email = signIn == null ? null : signIn.email();
        String password = signIn == null ? null : signIn.password();
        if (email == null || email.isBlank()) {
            throw ProblemException.input("email", email, "an e-mail address");
        }
        if (password == null || password.isEmpty()) {
            throw ProblemException.input("password", null, "a password");
        }
        String address = Accounts.normalized(email);
        attempts.admit(address, client.address());
        return Panache.withSession(() -> accounts.person(address))
                .flatMap(person -> verified(person, password))
                .invoke(_ -> attempts.succeeded(client.address()))
                .flatMap(person -> Panache.withTransaction(() -> enter(person, client)));
    }

    /** Opens a session where the person was last. Joins the transaction at hand. */
    Uni<SignedIn> enter(UUID person, Client client) {
        return accounts.ofPerson(person).flatMap(places -> {
            if (places.isEmpty()) {
                throw ProblemException.forbidden(
                        "this account belongs to no workspace any more; ask one of its owners to invite you again");
            }
            return enter(places.getFirst(), client);
        });
    }

    /** Opens a session in a workspace. Joins the transaction at hand. */
    Uni<SignedIn> enter(Membership place, Client client) {
        return sessions.open(place.person.id, place.workspace.id, client).map(opened -> signedIn(place, opened));
    }

    /** The session of someone who has signed in before, made to last as long again. */
    Uni<SignedIn> again(Caller.Member member) {
        return Panache.withTransaction(() -> accounts.of(member.personId(), member.workspace())
                .flatMap(place -> place == null
                        ? gone()
                        : sessions.renew(member.sessionId())
                                .onItem()
                                .ifNull()
                                .switchTo(SignIns::gone)
                                .map(opened -> signedIn(place, opened))));
    }

    /** Goes on in another workspace of the same person: a new session there for the present one. */
    Uni<SignedIn> move(Caller.Member member, String workspace, Client client) {
        return Panache.withTransaction(() -> accounts.of(member.personId(), workspace)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("you belong to no such workspace"))
                .call(_ -> sessions.end(member.personId(), member.sessionId()))
                .flatMap(place -> enter(place, client)));
    }

    private Uni<UUID> verified(@Nullable Person person, String password) {
        return hashes.matches(password, person == null ? null : person.passwordHash)
                .map(matches -> {
                    if (person == null || !matches) {
                        throw ProblemException.unauthorized(WRONG);
                    }
                    return person.id;
                });
    }

    private static <T> Uni<T> gone() {
        return Uni.createFrom().failure(ProblemException.unauthorized("this session's person is no longer a member"));
    }

    private SignedIn signedIn(Membership place, OpenSession session) {
        return new SignedIn(
                tokens.issue(session, place.workspace.slug, place.role, place.person.email),
                SessionView.of(place.person, place.workspace, place.role, config.ingestUrl()));
    }
}
