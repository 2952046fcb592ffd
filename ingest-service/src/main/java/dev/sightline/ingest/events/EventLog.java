package dev.sightline.ingest.events;

import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jpountz.util.Native;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log of events. What {@link #submit} confirmed is on every in-sync replica; what it refused may still be there in
 * part, which is why inferences carry ids.
 *
 * <p>Nothing here waits for room or for the brokers' addresses. Memory is bounded by the producer's buffer, which refuses
 * at once when it is full, and time by the producer's delivery timeout: brokers that are away or slow make senders wait at
 * most that long, and once they are back the same producer goes on.
 *
 * <p>Watch {@code ingest_append_seconds}: it is what senders wait for.
 */
@Singleton
public class EventLog {
    private static final Logger log = Logger.getLogger(EventLog.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration FOR_GOOD = Duration.ofDays(3650);
    private static final Duration LEARNING_PAUSE = Duration.ofMillis(50);
    private static final List<String> TOPICS = List.of(
            Topics.INFERENCES,
            Topics.HEARTBEATS,
            Topics.INFERENCE_IMAGES,
            Topics.INFERENCE_METADATA,
            Topics.INFERENCE_ANNOTATIONS,
            Topics.SERVER_USAGE,
            Topics.INFERENCE_SAMPLES,
            Topics.API_KEY_ACTIVITY);

    private final Producer<byte[], byte[]> producer;
    private final Duration deadline;
    private final long maxEventBytes;
    private final Timer appendTime;
    private final AtomicBoolean isAway = new AtomicBoolean();
    private volatile @Nullable String unseenTopic = TOPICS.getFirst();

    EventLog(IngestConfig config, MeterRegistry metrics) {
        loadNativeCompression();
        this.producer =
                new KafkaProducer<>(settings(config.kafka()), new ByteArraySerializer(), new ByteArraySerializer());
        this.deadline = config.kafka().deadline();
        this.maxEventBytes = config.limits().event().asLongValue();
        this.appendTime = Timer.builder("ingest.append")
                .description("From the first event of a request handed to the producer to the last acknowledgement")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("event-log").start(this::learnTopics);
    }

    /** The topic that is waited for since the start; null once it is known where all events go. */
    @Nullable String unseenTopic() {
        return unseenTopic;
    }

    /**
     * Hands events to the producer and returns at once.
     *
     * @return done when the brokers have every one of them; failed with a {@link ProblemException}, 503, when they did
     *     not in time
     */
    public CompletableFuture<@Nullable Void> submit(Collection<ProducerRecord<byte[], byte[]>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var receipt = new Receipt(events.size());
        try {
            for (var event : events) {
                if (receipt.isDone()) {
                    break; // Failed already: the rest would only ask the same brokers.
                }
                var _ = producer.send(event, receipt); // The receipt is called back.
            }
        } catch (KafkaException | IllegalStateException e) {
            receipt.onCompletion(null, e);
        }
        return receipt;
    }

    /**
     * Appends events and returns when the brokers have every one of them.
     *
     * @throws ProblemException 503 when they did not in time
     */
    public void append(Collection<ProducerRecord<byte[], byte[]>> events) {
        try {
            submit(events).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : unavailable(e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    /** What one event may have; a larger one must not come here, since the brokers would refuse it. */
    public long maxEventBytes() {
        return maxEventBytes;
    }

    /** Appends the pipeline's own beat to every partition of the heartbeats. */
    void beat(Instant at) {
        append(producer.partitionsFor(Topics.HEARTBEATS).stream()
                .map(PartitionInfo::partition)
                .map(partition -> Events.pipelineBeat(partition, at))
                .toList());
    }

    @PreDestroy
    void close() {
        producer.close(deadline);
    }

    private void learnTopics() {
        while (unseenTopic != null) {
            try {
                for (String topic : TOPICS) {
                    unseenTopic = topic;
                    var _ = producer.partitionsFor(topic); // Remembered by the producer.
                }
                unseenTopic = null;
            } catch (KafkaException e) {
                LockSupport.parkNanos(LEARNING_PAUSE.toNanos());
            } catch (IllegalStateException e) {
                return; // The producer is closed.
            }
        }
    }

    private ProblemException unavailable(@Nullable Throwable cause) {
        if (isAway.compareAndSet(false, true)) {
            log.warnf("event log does not take writes, senders are told to come back error=%s", cause);
        }
        return ProblemException.unavailable(
                "log-unavailable",
                "The event log does not take writes at present",
                "Nothing was confirmed; send the same request again, with the same inference ids or Idempotency-Key.",
                RETRY_AFTER);
    }

    /** Kafka takes the native lz4 by itself only from the system's class loader, and Java's costs thrice as much. */
    private static void loadNativeCompression() {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException e) {
            log.infof("no native lz4 on this machine, Java's does instead cause=%s", e);
        }
    }

    private static Map<String, Object> settings(IngestConfig.Kafka kafka) {
        int delivery = Math.toIntExact(kafka.deliveryTimeout().toMillis());
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, kafka.buffer().asLongValue());
        // Never waits, not for room either: senders are on event loops. And never forgets a topic, to find it at once.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, FOR_GOOD.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery - 200);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1000);
        settings.putAll(kafka.producer());
        return settings;
    }

    /** Done when every event is acknowledged, or failed with the first that is not. */
    private final class Receipt extends CompletableFuture<@Nullable Void> implements Callback {
        private final long start = System.nanoTime();
        private final AtomicInteger open;

        Receipt(int events) {
            this.open = new AtomicInteger(events);
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                if (!isDone()) {
                    completeExceptionally(unavailable(failure));
                }
            } else if (open.decrementAndGet() == 0) {
                appendTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                if (isAway.get() && isAway.compareAndSet(true, false)) {
                    log.info("event log takes writes again");
                }
                complete(null);
            }
        }
    }
}
