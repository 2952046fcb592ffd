package dev.sightline.ingest.metadata;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.json.Rejection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** From fields that were read to the log. */
@Singleton
class MetadataSink {
    private final EventLog log;
    private final RateLimits rates;
    private final KeyActivity activity;
    private final int maxItems;

    MetadataSink(EventLog log, RateLimits rates, KeyActivity activity, IngestConfig config) {
        this.log = log;
        this.rates = rates;
        this.activity = activity;
        this.maxItems = config.limits().items();
    }

    /** Inferences that one request may name. */
    int maxItems() {
        return maxItems;
    }

    /** What a request brings: sets of fields without a workspace yet, and items that were refused. */
    record Batch(List<InferenceMetadataSet.Builder> sets, List<Rejection> rejections) {
        Batch() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Iterable<String> inferenceIds, List<MetadataField> fields) {
            for (String id : inferenceIds) {
                sets.add(InferenceMetadataSet.newBuilder().setInferenceId(id).addAllFields(fields));
            }
        }
    }

    /** Appends all of it for its sender's workspace and returns when the brokers have it. */
    void append(Batch batch, Reporter reporter, long receivedAtMicros, @Nullable String traceparent) {
        rates.take(reporter.workspace(), batch.sets().size());
        List<ProducerRecord<byte[], byte[]>> events =
                new ArrayList<>(batch.sets().size());
        for (InferenceMetadataSet.Builder set : batch.sets()) {
            set.setWorkspace(reporter.workspace()).setReceivedAtMicros(receivedAtMicros);
            events.add(Events.of(set.build(), traceparent));
        }
        log.append(events);
        String device = batch.sets().isEmpty() ? "" : batch.sets().getLast().getDeviceId();
        activity.received(reporter, ReportKind.REPORT_KIND_METADATA, device, "", events.size());
    }
}
