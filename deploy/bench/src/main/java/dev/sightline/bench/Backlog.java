package dev.sightline.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import dev.sightline.contract.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Inferences on the topic that nobody has read yet, as different from one another as real ones; six hours of them. */
final class Backlog {
    private static final String[] CLASSES = {"helmet", "head", "vest", "person", "forklift", "pallet"};
    private static final long MICROS = Duration.ofHours(6).toMillis() * 1000;

    private final String brokers;
    private final String workspace;
    private final long inferences;
    private final SplittableRandom random = new SplittableRandom(20_261_123);

    Backlog(String brokers, String workspace, long inferences) {
        this.brokers = brokers;
        this.workspace = workspace;
        this.inferences = inferences;
    }

    /** What reading all of it came to. */
    record Consumed(double perSecond, long bytes) {}

    /** Puts all of them on the topic, the last as if it happened at the end. */
    void produce(long endMicros) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5,
                        "batch.size",
                        262_144,
                        "buffer.memory",
                        67_108_864L),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long i = 0; i < inferences; i++) {
                var event = event(endMicros - MICROS + i * MICROS / inferences);
                byte[] key = Topics.key(workspace, event.getInferenceId()).getBytes(StandardCharsets.UTF_8);
                var _ = producer.send(new ProducerRecord<>(Topics.INFERENCES, key, event.toByteArray()));
            }
            producer.flush();
        }
    }

    /** Reads all of it with a consumer that has the settings of stats-service's and does nothing else. */
    Consumed consume(boolean parse) throws InvalidProtocolBufferException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("max.poll.records", 10_000);
        settings.put("fetch.max.bytes", 16 * 1024 * 1024);
        settings.put("max.partition.fetch.bytes", 8 * 1024 * 1024);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.INFERENCES).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long begin = System.nanoTime();
            long read = 0;
            long bytes = 0;
            while (read < inferences) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    read++;
                    bytes += record.value().length;
                    if (parse && InferenceRecorded.parseFrom(record.value()).getPredictionsCount() > CLASSES.length) {
                        throw new IllegalStateException("this is not one of ours");
                    }
                }
            }
            return new Consumed(read * 1e9 / (System.nanoTime() - begin), bytes);
        }
    }

    private InferenceRecorded event(long atMicros) {
        int device = random.nextInt(60);
        var event = InferenceRecorded.newBuilder()
                .setWorkspace(workspace)
                .setInferenceId(id())
                .setOccurredAtMicros(atMicros)
                .setReceivedAtMicros(atMicros + random.nextInt(200_000))
                .setModelId("site-" + device % 8 + "/" + (1 + random.nextInt(3)))
                .setModelType("object-detection")
                .setDeviceId("line-" + device)
                .setServerId("server-" + device)
                .setServerVersion(device % 4 == 0 ? "0.51.9" : "0.52.1")
                .addTags("plant-" + device % 5)
                .setInferenceTime(random.nextDouble(0.01, 0.08))
                .setImageWidth(1280)
                .setImageHeight(720)
                .putMetadata("camera", "c" + random.nextInt(40))
                .putMetadata("shift", "early");
        int predictions = random.nextInt(CLASSES.length + 1);
        for (int i = 0; i < predictions; i++) {
            event.addPredictions(prediction());
        }
        return event.build();
    }

    private Prediction prediction() {
        int classId = random.nextInt(CLASSES.length);
        return Prediction.newBuilder()
                .setClassName(CLASSES[classId])
                .setClassId(classId)
                .setConfidence(random.nextDouble(0.4, 1))
                .setX(random.nextInt(2560) / 2.0)
                .setY(random.nextInt(1440) / 2.0)
                .setWidth(random.nextInt(20, 300))
                .setHeight(random.nextInt(20, 300))
                .setDetectionId(id())
                .build();
    }

    /** Not {@link UUID#randomUUID}: its generator would be most of the work. */
    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
