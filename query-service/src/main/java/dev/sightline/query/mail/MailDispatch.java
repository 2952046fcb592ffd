package dev.sightline.query.mail;

import dev.sightline.query.QueryConfig;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Sends the mails that are due, each locked while it is sent, so that two instances do not send it twice. A mail server that
 * is away is asked again, ever more rarely; after {@value #MOST_ATTEMPTS} attempts, about three hours, it is given up.
 */
@ApplicationScoped
class MailDispatch {
    private static final Logger log = Logger.getLogger(MailDispatch.class);
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private static final String NEXT = """
            select * from account_mail
            where sent_at is null and failed_at is null and due_at <= :now
            order by due_at limit 1
            for update skip locked
            """;

    private final List<MailWriter> writers;
    private final ReactiveMailer mailer;
    private final Template text;
    private final Template html;
    private final Clock clock;
    private final Duration patience;

    MailDispatch(
            @All List<MailWriter> writers,
            ReactiveMailer mailer,
            @Location("mail/account.txt") Template text,
            @Location("mail/account.html") Template html,
            Clock clock,
            QueryConfig config) {
        this.writers = List.copyOf(writers);
        this.mailer = mailer;
        this.text = text;
        this.html = html;
        this.clock = clock;
        this.patience = config.mail().patience();
    }

    @Scheduled(
            every = "${query.mail.every}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sendDue() {
        return Multi.createBy()
                .repeating()
                .uni(() -> Panache.withTransaction(this::sendNext))
                .whilst(sent -> sent)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> sendNext() {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NEXT, DueMail.class)
                        .setParameter("now", clock.instant())
                        .getSingleResultOrNull())
                .flatMap(due -> due == null ? Uni.createFrom().item(false) : send(due));
    }

    private Uni<Boolean> send(DueMail due) {
        var writer = writers.stream()
                .filter(known -> known.kind().equals(due.kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody writes mails of the kind " + due.kind));
        return writer.write(due.subjectId)
                .flatMap(mail -> mail.isPresent() ? hand(mail.get(), due) : giveUp(due))
                .replaceWith(true);
    }

    private Uni<Void> hand(AccountMail mail, DueMail due) {
        var message = Mail.withText(
                        mail.recipient(),
                        mail.subject(),
                        text.data("mail", mail).render())
                .setHtml(html.data("mail", mail).render())
                // So that a mail which was sent again is seen as the same, and nobody's holiday answers it.
                .addHeader("Message-ID", "<" + due.id + "@sightline>")
                .addHeader("Auto-Submitted", "auto-generated");
        return Uni.createFrom()
                .deferred(() -> mailer.send(message))
                .ifNoItem()
                .after(patience)
                .fail()
                .invoke(() -> due.sentAt = clock.instant())
                .onFailure()
                .recoverWithItem(failure -> {
                    postpone(due, failure);
                    return null;
                });
    }

    private void postpone(DueMail due, Throwable failure) {
        due.attempts++;
        log.warnf("mail could not be sent kind=%s mailId=%s attempts=%d: %s", due.kind, due.id, due.attempts, failure);
        if (due.attempts >= MOST_ATTEMPTS) {
            due.failedAt = clock.instant();
            return;
        }
        var pause = Duration.ofSeconds(1L << Math.min(due.attempts, 20));
        due.dueAt = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private Uni<Void> giveUp(DueMail due) {
        due.failedAt = clock.instant();
        return Uni.createFrom().voidItem();
    }
}
