package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.delivery.Outbox;
import dev.sightline.alert.delivery.Target;
import dev.sightline.alert.measure.Watermark;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.StoreException;
import dev.sightline.alert.store.Transaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells the owners when the monitoring itself cannot see: the pipeline's own beat has stopped, or figures are not stored
 * any more. One notice when it begins and one when all of it is over; devices are declared dead by neither.
 */
@ApplicationScoped
class Blindness {
    private static final Logger LOG = Logger.getLogger(Blindness.class);

    private final DeviceChanges devices;
    private final Watermark watermark;
    private final Database database;
    private final Outbox outbox;
    private final Owners owners;
    private final AlertConfig config;
    private final Clock clock;
    private final Instant startedAt;

    Blindness(
            DeviceChanges devices,
            Watermark watermark,
            Database database,
            Outbox outbox,
            Owners owners,
            AlertConfig config,
            Clock clock) {
        this.devices = devices;
        this.watermark = watermark;
        this.database = database;
        this.outbox = outbox;
        this.owners = owners;
        this.config = config;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** What we look through. */
    private enum Eye {
        BEATS,
        FIGURES;

        String kind() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Scheduled(every = "${alert.evaluation.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Instant now = clock.instant();
        Duration patience = config.evaluation().blindAfter();
        // Whoever has just started has not read everything yet.
        if (Duration.between(startedAt, now).compareTo(patience) < 0) {
            return;
        }
        try {
            database.inTransaction(transaction -> {
                // Replicas look in turns: otherwise each of two eyes could be the first.
                transaction
                        .sql("LOCK TABLE blindness IN SHARE ROW EXCLUSIVE MODE")
                        .update();
                look(transaction, Eye.BEATS, devices.clock(transaction), now);
                look(transaction, Eye.FIGURES, watermark.current(), now);
                return now;
            });
        } catch (StoreException e) {
            LOG.debug("blindness cannot be noted now", e);
        }
    }

    private void look(Transaction transaction, Eye eye, Optional<Instant> seenUntil, Instant now) {
        if (seenUntil.isEmpty() || seenUntil.get().equals(Instant.EPOCH)) {
            return;
        }
        boolean isBlind = Duration.between(seenUntil.get(), now)
                        .compareTo(config.evaluation().blindAfter())
                > 0;
        if (isBlind) {
            begin(transaction, eye, seenUntil.get(), now);
        } else {
            end(transaction, eye, now);
        }
    }

    /** The second eye that fails is no news: whoever was told looks already. */
    private void begin(Transaction transaction, Eye eye, Instant since, Instant now) {
        boolean isFirst = blind(transaction) == 0;
        // All of it counts from the first, so that beginning and end are one thread of mails.
        int begun = transaction
                .sql("""
                        INSERT INTO blindness (kind, since)
                        SELECT :kind, coalesce(min(since), :since) FROM blindness
                        ON CONFLICT DO NOTHING
                        """)
                .with("kind", eye.kind())
                .with("since", since)
                .update();
        if (begun == 1) {
            LOG.warn("monitoring is blind: kind=" + eye.kind() + " since=" + since);
        }
        if (begun == 1 && isFirst) {
            String words = eye == Eye.BEATS
                    ? "The pipeline's own heartbeat has stopped: nobody's silence can be told from ours. No device is declared offline meanwhile."
                    : "What is reported is not stored any more. Rules are judged as soon as it is; nothing is resolved meanwhile.";
            tell(transaction, Notice.Kind.BLIND, words, since, now);
        }
    }

    private void end(Transaction transaction, Eye eye, Instant now) {
        transaction
                .sql("DELETE FROM blindness WHERE kind = :kind RETURNING since")
                .with("kind", eye.kind())
                .first(row -> row.instant("since"))
                .filter(_ -> blind(transaction) == 0)
                .ifPresent(since -> tell(
                        transaction,
                        Notice.Kind.SEES_AGAIN,
                        "What was reported meanwhile is being judged now.",
                        since,
                        now));
    }

    private static int blind(Transaction transaction) {
        return transaction
                .sql("SELECT count(*) AS eyes FROM blindness")
                .first(row -> row.number("eyes"))
                .orElse(0);
    }

    private void tell(Transaction transaction, Notice.Kind kind, String words, Instant since, Instant now) {
        for (var owner : owners.all(transaction, now)) {
            var notice = new Notice(
                    kind,
                    owner.workspace(),
                    Notifier.NO_RULE,
                    "Monitoring",
                    kind == Notice.Kind.BLIND ? "Monitoring is blind" : "Monitoring sees again",
                    words,
                    List.of(new Notice.Fact("Since", since.toString())),
                    now,
                    "blind " + since,
                    kind == Notice.Kind.BLIND,
                    null,
                    null,
                    null,
                    0);
            String transition = kind.name().toLowerCase(Locale.ROOT) + ":" + since;
            outbox.put(transaction, notice, owner.workspace(), transition, List.of(Target.email(owner.email())), now);
        }
    }
}
