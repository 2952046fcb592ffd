package dev.sightline.query.publication;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * What other services have to be told, on compacted topics.
 *
 * <p>A change notes its key in its own transaction. Afterwards the key's present value is read and sent, with the note
 * locked until the brokers answered, and only then is the note removed: whoever dies in between leaves it, two instances
 * cannot overtake each other, and the topic never ends with an older state.
 */
@ApplicationScoped
public class Publications {
    private static final Logger log = Logger.getLogger(Publications.class);

    private static final String NOTE = "insert into publication_due values (:topic, :key)"
            // Waits for whoever publishes the key at this moment, and notes it again after that.
            + " on conflict (topic, key) do update set key = excluded.key";
    private static final String NEXT =
            "select topic, key from publication_due order by topic, key limit 1 for update skip locked";
    private static final String DONE = "delete from publication_due where topic = :topic and key = :key";

    private final List<Published> kinds;
    private final MutinyEmitter<Record<String, byte[]>> topics;
    private final Clock clock;

    Publications(
            @All List<Published> kinds, @Channel("changes") MutinyEmitter<Record<String, byte[]>> topics, Clock clock) {
        this.kinds = List.copyOf(kinds);
        this.topics = topics;
        this.clock = clock;
    }

    /** What is under this key has changed. Joins the transaction at hand. */
    public Uni<Void> note(String topic, String key) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NOTE)
                        .setParameter("topic", topic)
                        .setParameter("key", key)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Everything counts as changed. Joins the transaction at hand. */
    public Uni<Void> startOver() {
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(kind -> kind.startOver(this))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Sends what is noted; what fails is left for the next time, and is no failure of whoever asked. */
    @Scheduled(
            every = "${query.api-keys.catch-up-every}",
            // The scheduler starts before the channel is there.
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> catchUp() {
        return Multi.createBy()
                .repeating()
                .uni(() -> Panache.withTransaction(this::sendNext))
                .whilst(sent -> sent)
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> log.warnf("changes wait to be published: %s", failure))
                .onFailure()
                .recoverWithItem(false)
                .replaceWithVoid();
    }

    private Uni<Boolean> sendNext() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(NEXT, Object[].class).getSingleResultOrNull())
                .flatMap(note -> note == null
                        ? Uni.createFrom().item(false)
                        : send((String) note[0], (String) note[1]).replaceWith(true));
    }

    private Uni<Void> send(String topic, String key) {
        var kind = kinds.stream()
                .filter(known -> known.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody publishes to " + topic));
        return kind.valueOf(key)
                .flatMap(value -> topics.sendMessage(
                        Message.of(Record.of(key, value.orElse(null))).addMetadata(metadata(kind))))
                .flatMap(_ -> Panache.getSession())
                .flatMap(session -> session.createNativeQuery(DONE)
                        .setParameter("topic", topic)
                        .setParameter("key", key)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private OutgoingKafkaRecordMetadata<String> metadata(Published kind) {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", kind.type(),
                        "ce_source", "/query-service",
                        "ce_specversion", "1.0",
                        "ce_time", clock.instant().toString())
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(kind.topic())
                .withHeaders(headers)
                .build();
    }
}
