package dev.sightline.ingest.events;

import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
 * The log of events. What {@link #append} returned from is on every in-sync replica; what it refused may still be there
 * in part, which is why inferences carry ids.
 *
 * <p>Memory is bounded by the producer's buffer and time by a deadline over the whole request: brokers that are away or
 * slow make senders wait at most that long, and once they are back the same producer goes on.
 *
 * <p>Watch {@code ingest_append_seconds}: it is what senders wait for.
 */
@Singleton
public class EventLog {
    private static final Logger log = Logger.getLogger(EventLog.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    // Only the first event after a start waits here for the brokers' addresses, and any when the buffer is full.
    private static final Duration MAX_BLOCK = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final Duration deadline;
    private final long maxEventBytes;
    private final Timer appendTime;
    private final AtomicBoolean isAway = new AtomicBoolean();

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

    /**
     * Appends events and returns when the brokers have every one of them.
     *
     * @throws ProblemException 503 when they did not in time
     */
    public void append(Collection<ProducerRecord<byte[], byte[]>> events) {
        if (events.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        var receipt = new Receipt(events.size());
        try {
            for (var event : events) {
                if (receipt.done.isDone() || remaining(start) <= 0) {
                    break; // Failed already: the rest would only wait for the same brokers.
                }
                var _ = producer.send(event, receipt); // The receipt is called back.
            }
            receipt.done.get(Math.max(1, remaining(start)), TimeUnit.NANOSECONDS);
            appendTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (isAway.compareAndSet(true, false)) {
                log.info("event log takes writes again");
            }
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (TimeoutException | KafkaException | IllegalStateException e) {
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

    private long remaining(long start) {
        return deadline.toNanos() - (System.nanoTime() - start);
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
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery - 200);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1000);
        settings.putAll(kafka.producer());
        return settings;
    }

    /** Done when every event is acknowledged, or failed with the first that is not. */
    private static final class Receipt implements Callback {
        private final AtomicInteger open;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Receipt(int events) {
            this.open = new AtomicInteger(events);
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else if (open.decrementAndGet() == 0) {
                done.complete(null);
            }
        }
    }
}
