package dev.sightline.query.apikey;

import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.events.Topics;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Tells the other services which API keys there are, on the compacted topic {@code api-keys}.
 *
 * <p>A key is published after its change has committed, from the row as it then is and with the row locked until the
 * brokers answered: two instances cannot overtake each other, so that the topic never ends with an older state. Whoever
 * dies in between leaves {@code published_at} behind {@code changed_at}, and {@link #catchUp} publishes again.
 */
@ApplicationScoped
public class ApiKeyPublication {
    private static final Logger log = Logger.getLogger(ApiKeyPublication.class);
    private static final int MOST_AT_ONCE = 200;

    private final ApiKeys keys;
    private final MutinyEmitter<byte[]> topic;
    private final Clock clock;

    ApiKeyPublication(ApiKeys keys, @Channel(Topics.API_KEYS) MutinyEmitter<byte[]> topic, Clock clock) {
        this.keys = keys;
        this.topic = topic;
        this.clock = clock;
    }

    /** Publishes a key as it is now; fails when the brokers do not take it. */
    Uni<Void> publish(UUID id) {
        return Panache.withTransaction(() -> keys.findById(id, LockModeType.PESSIMISTIC_WRITE)
                        .call(this::send)
                        .invoke(key -> key.publishedAt = key.changedAt))
                .replaceWithVoid();
    }

    /** Every key counts as unpublished from now on: the topic may have been lost since the last start. */
    public Uni<Void> startOver() {
        return Panache.withTransaction(() -> keys.update("publishedAt = null")).replaceWithVoid();
    }

    /** Publishes what changed and did not reach the topic; what fails again is left for the next time. */
    @Scheduled(
            every = "${query.api-keys.catch-up-every}",
            // The scheduler starts before the channel is there.
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> catchUp() {
        return unpublished()
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::publish)
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> log.warnf("API keys wait to be published topic=%s: %s", Topics.API_KEYS, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<UUID>> unpublished() {
        return Panache.withSession(() -> keys.find("publishedAt is null or publishedAt < changedAt order by changedAt")
                .page(0, MOST_AT_ONCE)
                .list()
                .map(rows -> rows.stream().map(key -> key.id).toList()));
    }

    private Uni<Void> send(StoredApiKey key) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(key.hash)
                .withHeaders(headers(clock.instant()))
                .build();
        return topic.sendMessage(Message.of(key.message().toByteArray()).addMetadata(metadata));
    }

    private static RecordHeaders headers(Instant now) {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", ApiKeyPublished.getDescriptor().getFullName(),
                        "ce_source", "/query-service",
                        "ce_specversion", "1.0",
                        "ce_time", now.toString())
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
