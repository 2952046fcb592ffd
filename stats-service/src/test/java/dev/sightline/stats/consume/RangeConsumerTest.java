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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a new owner of a partition makes of what an earlier one left, on the real broker and the real ClickHouse engine:
 * each test puts the committed offset where a crash would have left it.
 */
class RangeConsumerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KAFKA = TestEngines.address("SIGHTLINE_KAFKA");

    private final String id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final TopicPartition partition = new TopicPartition("test-ranges-" + id, 0);
    private final StatsConfig config = TestConfig.of("test_ranges_" + id);
    private final ClickHouse clickHouse = new ClickHouse(config);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RangeEvents events = new RangeEvents(config, metrics);
    private final DeadLetters deadLetters = new DeadLetters(config, metrics);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA, "acks", "all"), new ByteArraySerializer(), new ByteArraySerializer());

    @BeforeEach
    void make_a_topic_and_a_database_of_its_own() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            var settings = Map.of("message.timestamp.type", "LogAppendTime");
            admin.createTopics(List.of(
                            new NewTopic(partition.topic(), 1, (short) 1).configs(settings),
                            new NewTopic(Topics.deadLetters(partition.topic()), 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
        new Schema(config).migrate();
    }

    @AfterEach
    void close() {
        producer.close();
        clickHouse.query("DROP DATABASE " + config.clickhouse().database(), Map.of(), row -> {});
        clickHouse.close();
        events.close();
        deadLetters.close();
    }

    @Test
    void an_inference_that_is_sent_twice_counts_once() throws Exception {
        append("a", "b", "a");

        consumeUntil(3);

        assertThat(rows()).isEqualTo(2);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void a_copy_is_known_to_the_next_owner() throws Exception {
        append("a", "b");
        consumeUntil(2);

        append("b", "c");
        consumeUntil(4);

        assertThat(rows()).isEqualTo(3);
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void dead_before_the_insert_the_range_is_written_by_the_next_owner() throws Exception {
        append("a", "b", "c");
        commit(new OffsetAndMetadata(0, new Intent(0, 1, 1).metadata()));

        consumeUntil(3);

        assertThat(rows()).isEqualTo(3);
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void a_noted_range_that_is_larger_than_the_bound_of_a_range_is_written_whole() throws Exception {
        append("a", "b", "c");
        commit(new OffsetAndMetadata(0, new Intent(0, 2, 1).metadata()));

        consumeUntil(3, TestConfig.of(config.clickhouse().database(), Map.of("stats.range-bytes", "1")));

        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void dead_between_insert_and_commit_the_repeated_range_counts_once() throws Exception {
        append("a", "b", "c");
        consumeUntil(3);

        commit(new OffsetAndMetadata(0, new Intent(0, 2, 1).metadata()));
        consumeUntil(3);

        assertThat(rows()).isEqualTo(3);
        assertThat(requests()).as("in the rollup").isEqualTo(3);
    }

    /** The control: were the token not the same, the same state would count twice, and the test above would see it. */
    @Test
    void under_another_token_the_repeated_range_would_count_twice() throws Exception {
        append("a", "b", "c");
        consumeUntil(3);

        commit(new OffsetAndMetadata(0, new Intent(0, 2, 2).metadata()));
        consumeUntil(3);

        assertThat(rows()).isEqualTo(6);
        assertThat(requests()).isEqualTo(6);
    }

    @Test
    void the_ledger_tells_rows_copies_and_dead_letters() throws Exception {
        append("a", "b", "a");
        appendBytes("no protobuf".getBytes(StandardCharsets.UTF_8));

        consumeUntil(4);

        assertThat(ledger("count()")).as("ranges").isGreaterThanOrEqualTo(1);
        assertThat(ledger("sum(rows)")).isEqualTo(2);
        assertThat(ledger("sum(copies)")).isEqualTo(1);
        assertThat(ledger("sum(dead_letters)")).isEqualTo(1);
        assertThat(ledger("sum(last_offset - first_offset + 1)")).isEqualTo(4);
    }

    @Test
    void a_repeated_range_stands_in_the_ledger_once() throws Exception {
        append("a", "b");
        consumeUntil(2);

        commit(new OffsetAndMetadata(0, new Intent(0, 1, 1).metadata()));
        consumeUntil(2);

        assertThat(ledger("sum(rows)")).isEqualTo(2);
    }

    @Test
    void a_noted_range_that_has_left_kafka_unwritten_is_lost_and_told() throws Exception {
        append("a", "b", "c", "d");
        commit(new OffsetAndMetadata(0, new Intent(0, 2, 1).metadata()));
        deleteBelow(3);

        consumeUntil(4);

        assertThat(rows()).as("what was still there").isEqualTo(1);
        assertThat(lostRecords()).isEqualTo(3);
        assertThat(ledger("sum(last_offset - first_offset + 1 - rows)")).isEqualTo(3);
    }

    @Test
    void a_noted_range_that_was_written_before_it_left_kafka_is_complete() throws Exception {
        append("a", "b", "c", "d");
        consumeUntil(4);
        commit(new OffsetAndMetadata(0, new Intent(0, 3, 1).metadata()));
        clickHouse.query("TRUNCATE TABLE range_ledger", Map.of(), row -> {});
        deleteBelow(4);

        consumeUntil(4);

        assertThat(rows()).isEqualTo(4);
        assertThat(lostRecords()).isZero();
        assertThat(ledger("sum(rows)")).isEqualTo(4);
    }

    @Test
    void what_kafka_still_has_of_a_noted_range_is_written() throws Exception {
        append("a", "b", "c", "d");
        commit(new OffsetAndMetadata(0, new Intent(0, 3, 1).metadata()));
        deleteBelow(2);

        consumeUntil(4);

        assertThat(rows()).isEqualTo(2);
        assertThat(lostRecords()).isEqualTo(2);
    }

    @Test
    void at_least_once_neither_knows_copies_nor_blocks() throws Exception {
        var atLeastOnce = TestConfig.of(config.clickhouse().database(), Map.of("stats.delivery", "at-least-once"));
        append("a", "b", "a");
        consumeUntil(3, atLeastOnce);

        commit(new OffsetAndMetadata(0, new Intent(0, 2, 1).metadata()));
        consumeUntil(3, atLeastOnce);

        assertThat(rows()).isEqualTo(6);
        assertThat(requests()).isEqualTo(6);
    }

    private void append(String... inferenceIds) throws ExecutionException, InterruptedException {
        for (String inferenceId : inferenceIds) {
            appendBytes(anInference().setInferenceId(inferenceId).build().toByteArray());
        }
    }

    private void appendBytes(byte[] event) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(partition.topic(), event)).get();
    }

    /** As retention does to what is too old. */
    private void deleteBelow(long offset) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Owns the partition until the offset is committed with nothing pending, and gives it up. */
    private void consumeUntil(long offset) throws InterruptedException {
        consumeUntil(offset, config);
    }

    private void consumeUntil(long offset, StatsConfig with) throws InterruptedException {
        var stores = new Stores(
                new StoredRows(clickHouse, with),
                new RangeWriter(clickHouse, with),
                deadLetters,
                events,
                Clock.systemUTC());
        var consumer = new RangeConsumer(table(), stores, with, kafkaConsumer());
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

    private OffsetAndMetadata committed() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            var offsets = admin.listConsumerGroupOffsets(id)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.getOrDefault(partition, new OffsetAndMetadata(0, "none yet"));
        }
    }

    private void commit(OffsetAndMetadata offset) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.alterConsumerGroupOffsets(id, Map.of(partition, offset)).all().get();
        }
    }

    private KafkaConsumer<byte[], byte[]> kafkaConsumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        KAFKA,
                        "group.id",
                        id,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        // A large range comes with many fetches, a small one with this, too.
                        "max.poll.records",
                        1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The table of inferences, fed from this test's topic. */
    private EventTable table() {
        var inferences = new InferenceTable();
        return new EventTable() {
            @Override
            public String topic() {
                return partition.topic();
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

    private long rows() {
        return number("SELECT count() AS n FROM inference");
    }

    private long requests() {
        return number("SELECT toUInt64(sum(requests)) AS n FROM inference_rollup_minute");
    }

    private long ledger(String column) {
        return number("SELECT toUInt64(" + column + ") AS n FROM range_ledger");
    }

    private double lostRecords() {
        return metrics.counter("sightline.pending.range.lost.records", "topic", partition.topic())
                .count();
    }

    private long number(String sql) {
        var answer = new long[1];
        clickHouse.query(sql, Map.of(), row -> answer[0] = row.number("n"));
        return answer[0];
    }
}
