package dev.sightline.ingest.pingback;

import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.json.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Where a pingback's events go as they are read: into the log in chunks, so that a long report never lies in memory. */
final class PingbackSink {
    private static final int CHUNK_EVENTS = 1000;
    private static final long CHUNK_BYTES = 1024L * 1024;
    private static final int LISTED_REJECTIONS = 100;

    private final EventLog log;
    private final RateLimits rates;
    private final @Nullable String traceparent;
    private final List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<Reporter, Integer> byOwner = new HashMap<>();
    private @Nullable Reporter sender;
    private HeartbeatReceived envelope = HeartbeatReceived.getDefaultInstance();
    private long chunkBytes;
    private int inferencesInChunk;
    private int accepted;
    private int rejected;

    PingbackSink(EventLog log, RateLimits rates, @Nullable String traceparent) {
        this.log = log;
        this.rates = rates;
        this.traceparent = traceparent;
    }

    /** Begins with a report of this sender; one that is far beyond its workspace's rate has to wait. */
    void open(Reporter reporter) {
        sender = reporter;
        rates.take(reporter.workspace(), 1);
    }

    void accept(int index, InferenceDraft inference, Reporter owner) {
        var event = Events.of(inference, traceparent);
        int bytes = event.value().length;
        if (bytes > log.maxEventBytes()) {
            reject(new Rejection(index, "", bytes + " bytes", "a result of at most " + log.maxEventBytes() + " bytes"));
            return;
        }
        rates.charge(inference.fields().getWorkspace(), 1);
        inferencesInChunk++;
        byOwner.merge(owner, 1, Integer::sum);
        add(event, bytes);
    }

    void accept(HeartbeatReceived beat) {
        envelope = beat;
        add(Events.of(beat, traceparent), beat.getSerializedSize());
    }

    void reject(Rejection rejection) {
        rejected++;
        if (rejections.size() < LISTED_REJECTIONS) {
            rejections.add(rejection);
        }
    }

    private void add(ProducerRecord<byte[], byte[]> event, int bytes) {
        chunk.add(event);
        chunkBytes += bytes;
        if (chunk.size() >= CHUNK_EVENTS || chunkBytes >= CHUNK_BYTES) {
            flush();
        }
    }

    /** Appends what has been collected and returns when the brokers have it. */
    void flush() {
        log.append(chunk);
        accepted += inferencesInChunk;
        inferencesInChunk = 0;
        chunk.clear();
        chunkBytes = 0;
    }

    /** Whose report it is; null until that is known. */
    @Nullable Reporter sender() {
        return sender;
    }

    /** Inferences by the key that they count for, the sender's own with them. */
    Map<Reporter, Integer> byOwner() {
        if (sender != null) {
            byOwner.putIfAbsent(sender, 0);
        }
        return byOwner;
    }

    /** The report's beat; empty when the report broke off before its end. */
    HeartbeatReceived envelope() {
        return envelope;
    }

    /** Inferences that the log has. */
    int accepted() {
        return accepted;
    }

    int rejected() {
        return rejected;
    }

    /** The first refusals. */
    List<Rejection> rejections() {
        return rejections;
    }
}
