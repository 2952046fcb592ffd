package dev.sightline.query.account;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.problem.ProblemException;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
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

    // Compared with when the e-mail is unknown, so that this takes as long as a wrong password.
    private static final String NOBODYS_HASH =
            BcryptUtil.bcryptHash(UUID.randomUUID().toString());

    private final Accounts accounts;
    private final SignInAttempts attempts;
    private final QueryConfig config;

    SignIns(Accounts accounts, SignInAttempts attempts, QueryConfig config) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.config = config;
    }

    /** Fails with 401 when e-mail or password is wrong, and with 429 when there were too many attempts. */
    Uni<SignedIn> attempt(@Nullable SignIn signIn) {
        String email = signIn == null ? null : signIn.email();
        String password = signIn == null ? null : signIn.password();
        if (email == null || email.isBlank()) {
            throw ProblemException.input("email", email, "an e-mail address");
        }
        if (password == null || password.isEmpty()) {
            throw ProblemException.input("password", null, "a password");
        }
        String address = email.strip().toLowerCase(Locale.ROOT);
        attempts.admit(address);
        return accounts.ofEmail(address).flatMap(found -> verified(found, password));
    }

    /** The session of someone who has signed in before, as long as the person still belongs to the workspace. */
    Uni<SignedIn> again(Caller.Member member) {
        return accounts.of(member)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.unauthorized("this session's person is no longer a member"))
                .map(this::signedIn);
    }

    private Uni<SignedIn> verified(@Nullable Membership found, String password) {
        // BCrypt takes a tenth of a second: not on the event loop.
        return Uni.createFrom()
                .item(() -> matches(found, password))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(matches -> {
                    if (found == null || !matches) {
                        throw ProblemException.unauthorized(WRONG);
                    }
                    return signedIn(found);
                });
    }

    private static boolean matches(@Nullable Membership found, String password) {
        return BcryptUtil.matches(password, found == null ? NOBODYS_HASH : found.person.passwordHash);
    }

    private SignedIn signedIn(Membership membership) {
        return new SignedIn(
                new Caller.Member(membership.workspace.slug, membership.person.id, membership.role),
                SessionView.of(membership.person, membership.workspace, membership.role, config.ingestUrl()));
    }

    /** Someone who is in, as the door and as the dashboard see it. */
    record SignedIn(Caller.Member member, SessionView view) {}
}
