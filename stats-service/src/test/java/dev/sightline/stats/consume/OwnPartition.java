package dev.sightline.stats.consume;

import static dev.sightline.contract.events.SampleEvents.anInference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.TestConfig;
import dev.sightline.stats.TestEngines;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import dev.sightline.stats.deadletter.DeadLetters;
import dev.sightline.stats.inference.InferenceTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one partition and a ClickHouse database that one test has for itself, on the engines that run. */
public final class OwnPartition implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KAFKA = TestEngines.address("SIGHTLINE_KAFKA");

    private final String name = TestConfig.uniqueName("ranges");
    private final TopicPartition partition = new TopicPartition(name, 0);
    private final StatsConfig config = config(Map.of());
    private final ClickHouse clickHouse = new ClickHouse(config);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RangeEvents events = new RangeEvents(config, metrics);
    private final DeadLetters deadLetters = new DeadLetters(config, metrics);
    private final LogIds logs = new LogIds(config);
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA, "acks", "all"), new ByteArraySerializer(), new ByteArraySerializer());

    public void create() throws Exception {
        create(name);
        create(Topics.deadLetters(name));
        new Schema(config).migrate();
    }

    /** As brokers have it that lost their disks: the topic is empty and begins at offset 0. */
    void loseLog() throws Exception {
        admin.deleteTopics(List.of(name)).all().get();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            create(name);
            return true;
        });
    }

    private void create(String topic) throws ExecutionException, InterruptedException {
        var settings = Map.of("message.timestamp.type", "LogAppendTime");
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                .all()
                .get();
    }

    @Override
    public void close() {
        producer.close();
        change("DROP DATABASE " + name);
        clickHouse.close();
        events.close();
        deadLetters.close();
        logs.close();
        admin.close();
    }

    public StatsConfig config() {
        return config;
    }

    public StatsConfig config(Map<String, String> settings) {
        return TestConfig.of(name, settings);
    }

    public ClickHouse clickHouse() {
        return clickHouse;
    }

    public void append(String... inferenceIds) throws ExecutionException, InterruptedException {
        for (String inferenceId : inferenceIds) {
            appendBytes(anInference().setInferenceId(inferenceId).build().toByteArray());
        }
    }

    public void appendBytes(byte[] event) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(name, event)).get();
    }

    /** As retention does to what is too old. */
    void deleteBelow(long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Owns the partition until the offset is committed with nothing pending, and gives it up. */
    public void consumeUntil(long offset) throws InterruptedException {
        consumeUntil(offset, config);
    }

    void consumeUntil(long offset, StatsConfig with) throws InterruptedException {
        var consumer = consumer(clickHouse, with);
        var thread = Thread.ofPlatform().start(() -> {
            try (consumer) {
                consumer.run();
            }
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            var committed = committed();
            assertThat(committed.offset()).isEqualTo(offset);
            assertThat(committed.metadata()).isEmpty();
        });
        consumer.stop();
        thread.join();
    }

    RangeConsumer consumer(ClickHouse through, StatsConfig with) {
        var stores = new Stores(
                new StoredRows(through, with),
                new RangeWriter(through, logs, with),
                deadLetters,
                events,
                Clock.systemUTC());
        return new RangeConsumer(table(), stores, with, kafkaConsumer());
    }

    OffsetAndMetadata committed() throws ExecutionException, InterruptedException {
        var offsets = admin.listConsumerGroupOffsets(group())
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.getOrDefault(partition, new OffsetAndMetadata(0, "none yet"));
    }

    /** As an owner leaves it that dies after it has noted the range. */
    void note(Intent intent) throws ExecutionException, InterruptedException {
        commit(new OffsetAndMetadata(intent.first(), intent.metadata()));
    }

    public void commit(OffsetAndMetadata offset) throws ExecutionException, InterruptedException {
        admin.alterConsumerGroupOffsets(group(), Map.of(partition, offset))
                .all()
                .get();
    }

    /** The table of inferences, fed from this topic. */
    public EventTable table() {
        var inferences = new InferenceTable();
        return new EventTable() {
            @Override
            public String topic() {
                return name;
            }

            @Override
            public String table() {
                return inferences.table();
            }

            @Override
            public boolean hasCopies() {
                return inferences.hasCopies();
            }

            @Override
            public Rows newRows(Copies copies) {
                return inferences.newRows(copies);
            }
        };
    }

    public long rows() {
        return number("SELECT count() AS n FROM inference");
    }

    public long requests() {
        return number("SELECT toUInt64(sum(requests)) AS n FROM inference_rollup_minute");
    }

    long ledger(String column) {
        return number("SELECT toUInt64(" + column + ") AS n FROM range_ledger");
    }

    double lostRecords() {
        return metrics.counter("sightline.pending.range.lost.records", "topic", name)
                .count();
    }

    Map<String, String> waiting() {
        return events.waiting();
    }

    public void change(String sql) {
        clickHouse.query(sql, Map.of(), row -> {});
    }

    private long number(String sql) {
        var answer = new long[1];
        clickHouse.query(sql, Map.of(), row -> answer[0] = row.number("n"));
        return answer[0];
    }

    private String group() {
        return Consumers.group(config, name);
    }

    private KafkaConsumer<byte[], byte[]> kafkaConsumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                KAFKA,
                "group.id",
                group(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                // A large range comes with many fetches, a small one with this, too.
                "max.poll.records",
                1);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
