package dev.sightline.query.account;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.mail.AccountMail;
import dev.sightline.query.mail.DueMails;
import dev.sightline.query.mail.MailWriter;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.signature.Signatures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Links by which a forgotten password can be set anew. One that is asked for with an unknown e-mail is noted as well and comes
 * to nothing when its mail is to be written: whoever asks can tell neither by the answer nor by the time that it takes.
 */
@ApplicationScoped
class PasswordResets implements PanacheRepositoryBase<PasswordReset, UUID>, MailWriter {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String PURPOSE = "password reset";

    private final Accounts accounts;
    private final DueMails mails;
    private final Signatures signatures;
    private final QueryConfig config;
    private final Clock clock;

    PasswordResets(Accounts accounts, DueMails mails, Signatures signatures, QueryConfig config, Clock clock) {
        this.accounts = accounts;
        this.mails = mails;
        this.signatures = signatures;
        this.config = config;
        this.clock = clock;
    }

    Uni<Void> ask(String email) {
        return Panache.withTransaction(() -> accounts.person(email)
                .flatMap(person -> {
                    var reset = new PasswordReset();
                    reset.id = UUID.randomUUID();
                    reset.personId = person == null ? null : person.id;
                    reset.createdAt = now();
                    reset.expiresAt = reset.createdAt.plus(LIFETIME);
                    return persistAndFlush(reset);
                })
                .flatMap(reset -> mails.add(kind(), reset.id)));
    }

    /** The reset of a link's secret, locked: it works once. Fails with 404 or 410 otherwise. Joins the transaction at hand. */
    Uni<PasswordReset> of(@Nullable String token) {
        var id = signatures
                .verify(PURPOSE, token == null ? "" : token)
                .orElseThrow(() -> ProblemException.notFound("this is not a link of ours; copy it whole"));
        return findById(UUID.fromString(id), LockModeType.PESSIMISTIC_WRITE).invoke(reset -> {
            if (reset == null || reset.personId == null || reset.usedAt != null || !reset.expiresAt.isAfter(now())) {
                throw ProblemException.gone("this link was used already, or is older than an hour; ask for another");
            }
        });
    }

    /** Marks a link as used, and every other one of the person with it. Joins the transaction at hand. */
    Uni<Integer> use(UUID person) {
        return update("usedAt = ?1 where personId = ?2 and usedAt is null", now(), person);
    }

    @Override
    public String kind() {
        return "password-reset";
    }

    @Override
    public Uni<Optional<AccountMail>> write(UUID subject) {
        return findById(subject)
                .flatMap(reset -> reset == null || reset.personId == null || reset.usedAt != null
                        ? Uni.createFrom().item(Optional.empty())
                        : accounts.person(reset.personId)
                                .map(person -> Optional.ofNullable(person).map(known -> mail(reset, known))));
    }

    @Scheduled(
            every = "1h",
            delayed = "2m",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> removeOld() {
        return Panache.withTransaction(() -> delete("createdAt < ?1", now().minus(KEPT)))
                .replaceWithVoid();
    }

    private AccountMail mail(PasswordReset reset, Person person) {
        return new AccountMail(
                person.email,
                "Set a new password for Sightline",
                List.of(
                        "Hello " + person.name + ",",
                        "somebody, hopefully you, says to have forgotten the password of this account."),
                config.publicAddress() + "/reset-password#" + signatures.sign(PURPOSE, reset.id.toString()),
                "Set a new password",
                "The link is good for an hour and works once. If it was not you, leave it alone: your password stays.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
