package dev.sightline.ingest.inference;

import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.json.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What one request brings, as far as it is read: events ready for the log, and items that were refused. */
final class InferenceBatch {
    private final Sender sender;
    private final long receivedAtMicros;
    private final long maxEventBytes;
    private final List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    private final List<String> inferenceIds = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private String deviceId = "";
    private String serverId = "";

    InferenceBatch(Sender sender, Instant receivedAt, long maxEventBytes) {
        this.sender = sender;
        this.receivedAtMicros = Events.micros(receivedAt);
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Who sends.
     *
     * @param idempotencyKey null when the sender gave none
     * @param traceparent null when the request is not traced
     */
    record Sender(
            Reporter reporter,
            @Nullable String idempotencyKey,
            @Nullable String traceparent) {
        String workspace() {
            return reporter.workspace();
        }
    }

    /** An inference to be read into, with what the request says of it. */
    InferenceDraft begin() {
        var inference = new InferenceDraft();
        inference.fields().setWorkspace(sender.workspace()).setReceivedAtMicros(receivedAtMicros);
        return inference;
    }

    /** An id for an item that has none; the same again when the request is repeated with its idempotency key. */
    String idFor(int index) {
        return sender.idempotencyKey() == null
                ? UUID.randomUUID().toString()
                : InferenceIds.ofRequest(sender.workspace(), sender.idempotencyKey(), index);
    }

    /** An id that the same name in the same workspace always gives. */
    String nameBased(String name) {
        return InferenceIds.nameBased(sender.workspace(), name);
    }

    /** Takes an inference that has been read; without a time it occurred when it arrived. */
    void accept(int index, InferenceDraft inference) {
        InferenceRecorded.Builder fields = inference.fields();
        if (fields.getOccurredAtMicros() == 0) {
            fields.setOccurredAtMicros(receivedAtMicros);
        }
        var event = Events.of(inference, sender.traceparent());
        if (event.value().length > maxEventBytes) {
            reject(new Rejection(
                    index, "", event.value().length + " bytes", "an inference of at most " + maxEventBytes + " bytes"));
            return;
        }
        events.add(event);
        inferenceIds.add(fields.getInferenceId());
        deviceId = fields.getDeviceId();
        serverId = fields.getServerId();
    }

    void reject(Rejection rejection) {
        rejections.add(rejection);
    }

    /** How far the batch is, to come back to. */
    record Mark(int events, int rejections) {}

    Mark mark() {
        return new Mark(events.size(), rejections.size());
    }

    /** Forgets what came after a mark. */
    void backTo(Mark mark) {
        events.subList(mark.events(), events.size()).clear();
        inferenceIds.subList(mark.events(), inferenceIds.size()).clear();
        rejections.subList(mark.rejections(), rejections.size()).clear();
    }

    /** Items so far, taken or not. */
    int size() {
        return events.size() + rejections.size();
    }

    List<ProducerRecord<byte[], byte[]>> events() {
        return events;
    }

    List<String> inferenceIds() {
        return inferenceIds;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    /** Of the last inference; empty when it names none. */
    String deviceId() {
        return deviceId;
    }

    /** Of the last inference; empty when it names none. */
    String serverId() {
        return serverId;
    }
}
