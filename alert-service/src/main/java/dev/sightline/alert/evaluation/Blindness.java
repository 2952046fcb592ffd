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
 * any more. One notice when it begins and one when it is over; devices are declared dead by neither.
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
        FIGURES
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
        String kind = eye.name().toLowerCase(Locale.ROOT);
        if (isBlind) {
            int begun = transaction
                    .sql("INSERT INTO blindness (kind, since) VALUES (:kind, :since) ON CONFLICT DO NOTHING")
                    .with("kind", kind)
                    .with("since", seenUntil.get())
                    .update();
            if (begun == 1) {
                LOG.warn("monitoring is blind: kind=" + kind + " since=" + seenUntil.get());
                tell(transaction, Notice.Kind.BLIND, eye, seenUntil.get(), now);
            }
            return;
        }
        transaction
                .sql("DELETE FROM blindness WHERE kind = :kind RETURNING since")
                .with("kind", kind)
                .first(row -> row.instant("since"))
                .ifPresent(since -> tell(transaction, Notice.Kind.SEES_AGAIN, eye, since, now));
    }

    private void tell(Transaction transaction, Notice.Kind kind, Eye eye, Instant since, Instant now) {
        for (var owner : owners.all(transaction, now)) {
            var notice = new Notice(
                    kind,
                    owner.workspace(),
                    Notifier.NO_RULE,
                    "Monitoring",
                    kind == Notice.Kind.BLIND ? "Monitoring is blind" : "Monitoring sees again",
                    words(kind, eye),
                    List.of(new Notice.Fact("Since", since.toString())),
                    now,
                    "blind " + eye + since,
                    kind == Notice.Kind.BLIND,
                    null,
                    null,
                    null,
                    0);
            String transition = kind.name().toLowerCase(Locale.ROOT) + ":" + since;
            outbox.put(
                    transaction,
                    notice,
                    owner.workspace() + " " + eye,
                    transition,
                    List.of(Target.email(owner.email())),
                    now);
        }
    }

    private static String words(Notice.Kind kind, Eye eye) {
        if (kind == Notice.Kind.SEES_AGAIN) {
            return "What was reported meanwhile is being judged now.";
        }
        return eye == Eye.BEATS
                ? "The pipeline's own heartbeat has stopped: nobody's silence can be told from ours. No device is declared offline meanwhile."
                : "What is reported is not stored any more. Rules are judged as soon as it is; nothing is resolved meanwhile.";
    }
}
