package dev.sightline.alert.delivery;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.StoreException;
import dev.sightline.alert.store.Transaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox.
 *
 * <p>In this order: take a message and note so (SENDING, with a lease), send it, note what became of it. Dying before the
 * sending leaves a lease that runs out, after which somebody sends it. Dying between the other side's "250" and our
 * note does, too: that message is sent a second time, with the same Message-ID. There is no other way to a double.
 */
@ApplicationScoped
class Dispatch {
    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    private final Database database;
    private final OutboxQueue queue;
    private final MailSender mails;
    private final WebhookSender webhooks;
    private final AlertConfig.Delivery config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Semaphore posting;
    private final RandomGenerator random = new SplittableRandom();

    Dispatch(
            Database database,
            OutboxQueue queue,
            MailSender mails,
            WebhookSender webhooks,
            AlertConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.database = database;
        this.queue = queue;
        this.mails = mails;
        this.webhooks = webhooks;
        this.config = config.delivery();
        this.posting = new Semaphore(config.delivery().webhooksAtOnce());
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(every = "${alert.delivery.every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sendDueMails() {
        sendWhileDue(transaction -> queue.takeMail(transaction, clock.instant()));
    }

    /** Beside the mails and beside each other, up to a bound: an endpoint that hangs is in nobody's way. */
    @Scheduled(every = "${alert.delivery.every:1s}")
    @RunOnVirtualThread
    void postDueWebhooks() {
        if (!posting.tryAcquire()) {
            return;
        }
        try {
            sendWhileDue(transaction ->
                    queue.takeWebhook(transaction, clock.instant()).stream().toList());
        } finally {
            posting.release();
        }
    }

    private void sendWhileDue(Function<Transaction, List<Delivery>> next) {
        try {
            while (sendNext(next)) {
                metrics.counter("sightline.alert.messages").increment();
            }
        } catch (StoreException e) {
            LOG.warn("the outbox cannot be read, trying again later", e);
        }
    }

    /** False when nothing is due. */
    private boolean sendNext(Function<Transaction, List<Delivery>> next) {
        List<Delivery> message = database.inTransaction(next);
        if (message.isEmpty()) {
            return false;
        }
        SendResult result = send(message);
        Instant now = clock.instant();
        database.inTransaction(transaction -> {
            settle(transaction, message, result, now);
            return message;
        });
        return true;
    }

    private SendResult send(List<Delivery> message) {
        try {
            return message.getFirst().target().channel() == Target.Channel.EMAIL
                    ? mails.send(message)
                    : webhooks.send(message.getFirst());
        } catch (RuntimeException e) {
            LOG.error("message cannot be made: incidentId=" + message.getFirst().incidentId(), e);
            return new SendResult.Refused(e.toString());
        }
    }

    private void settle(Transaction transaction, List<Delivery> message, SendResult result, Instant now) {
        switch (result) {
            case SendResult.Sent _ -> {
                queue.sent(transaction, message, now);
                queue.enable(transaction, message.getFirst());
            }
            case SendResult.Refused(String reason) -> fail(transaction, message, reason);
            case SendResult.Gone _ -> {
                queue.disable(transaction, message.getFirst(), now);
                fail(transaction, message, "410: the endpoint is gone and gets nothing more");
            }
            case SendResult.Later(String reason) -> {
                Duration pause = pause(message.getFirst());
                if (pause == null) {
                    fail(transaction, message, reason);
                } else {
                    metrics.counter("sightline.alert.messages.retried").increment();
                    LOG.warnf(
                            "message is sent again in %d s: incidentId=%s attempts=%d reason=%s",
                            pause.toSeconds(),
                            message.getFirst().incidentId(),
                            message.getFirst().attempts(),
                            reason);
                    queue.retry(transaction, message, now.plus(pause), reason);
                }
            }
        }
    }

    // To alert on: somebody was not told.
    private void fail(Transaction transaction, List<Delivery> message, String reason) {
        metrics.counter("sightline.alert.messages.failed").increment();
        LOG.warn("message is given up: incidentId=" + message.getFirst().incidentId() + " reason=" + reason);
        queue.failed(transaction, message, reason);
    }

    private @Nullable Duration pause(Delivery delivery) {
        return delivery.target().channel() == Target.Channel.EMAIL
                ? Backoff.forMail(delivery.attempts(), config.firstRetry(), random)
                : Backoff.forWebhook(delivery.attempts(), random);
    }
}
