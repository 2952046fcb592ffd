package dev.sightline.stats.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contract.access.WorkspaceRetentionSet;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.TestConfig;
import dev.sightline.stats.TestEngines;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import dev.sightline.stats.retention.Retention.Dropped;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real ClickHouse engine, with the real schema. */
class RetentionTest {
    // 90 days before it: noon of 25 August; 400 days before it: 19 October of the year before.
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final StatsConfig config = TestConfig.of(TestConfig.uniqueName("retention"));
    private final ClickHouse clickHouse = new ClickHouse(config);
    private final WorkspaceRetentions workspaces = new WorkspaceRetentions(config);
    private final Archive none = new Archive(config);
    private final Retention retention = new Retention(clickHouse, workspaces, none, NOON, config);

    /** The service makes it when it starts; it may not have been here yet. */
    @BeforeAll
    static void make_the_topic() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA")))) {
            admin.createTopics(List.of(new NewTopic(Topics.WORKSPACE_RETENTION, 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
    }

    @BeforeEach
    void make_the_schema() throws Exception {
        new Schema(config).migrate();
    }

    @AfterEach
    void drop_the_database() {
        change("DROP DATABASE " + config.clickhouse().database());
        workspaces.close();
        none.close();
        clickHouse.close();
    }

    @Test
    void a_day_goes_when_all_of_it_is_too_old() {
        inference("2026-08-24 23:59:59", "2026-08-25 00:00:00");
        inference("2026-08-25 00:00:00", "2026-08-25 00:00:01");
        inference("2026-11-23 11:00:00", "2026-11-23 11:00:00");

        var dropped = retention.run();

        assertThat(dropped).containsExactly(new Dropped("inference", "20260824", 1));
        assertThat(texts("SELECT toString(occurred_at) AS text FROM inference ORDER BY occurred_at"))
                .containsExactly("2026-08-25 00:00:00.000000", "2026-11-23 11:00:00.000000");
    }

    @Test
    void figures_outlive_the_rows_they_were_made_of() {
        inference("2026-08-24 10:00:00", "2026-08-24 10:00:00");
        inference("2025-09-30 10:00:00", "2025-09-30 10:00:00");

        var dropped = retention.run();

        assertThat(dropped.stream().map(Dropped::table).toList())
                .containsExactly(
                        "inference",
                        "inference",
                        "inference_rollup_minute",
                        "model_rollup_quarter_hour",
                        "inference_rollup_quarter_hour",
                        "class_rollup_minute");
        assertThat(texts("SELECT toString(bucket) AS text FROM inference_rollup_minute"))
                .containsExactly("2026-08-24 10:00:00");
        assertThat(retention.run()).as("nothing is left to drop").isEmpty();
    }

    @Test
    void what_came_just_now_stays_until_the_audit_has_seen_it_for_the_last_time() {
        inference("2026-08-24 10:00:00", "2026-11-22 11:30:00");

        assertThat(retention.run()).isEmpty();

        var later = Clock.fixed(Instant.parse("2026-11-23T12:31:00Z"), ZoneOffset.UTC);
        assertThat(new Retention(clickHouse, workspaces, none, later, config).run())
                .containsExactly(new Dropped("inference", "20260824", 1));
    }

    @Test
    void a_partition_goes_when_no_workspace_in_it_wants_it_any_more() throws Exception {
        String shorter = TestConfig.uniqueName("shorter");
        String longer = TestConfig.uniqueName("longer");
        says(shorter, 10);
        says(longer, 20);
        inferenceOf(shorter, "2026-11-01 10:00:00", "2026-11-01 10:00:00");
        inferenceOf(shorter, "2026-11-05 10:00:00", "2026-11-05 10:00:00");
        inferenceOf(longer, "2026-11-05 11:00:00", "2026-11-05 11:00:00");
        inferenceOf(longer, "2026-11-02 11:00:00", "2026-11-02 11:00:00");
        inference("2026-10-05 11:00:00", "2026-10-05 11:00:00");

        assertThat(retention.run())
                .as("alone in it, alone in it; shared; of one that keeps as long as the installation")
                .containsExactly(new Dropped("inference", "20261101", 1), new Dropped("inference", "20261102", 1));
    }

    @Test
    void where_there_is_an_archive_a_whole_copy_is_in_it_before_a_partition_goes() throws Exception {
        inference("2025-09-30 10:00:00", "2025-09-30 10:00:00");
        inference("2025-09-30 11:00:00", "2025-09-30 11:00:00");
        String bucket = TestConfig.uniqueName("archive").replace('_', '-').toLowerCase(Locale.ROOT);
        String url = TestEngines.address("SIGHTLINE_S3_ENDPOINT") + '/' + bucket;
        var archive = new Archive(TestConfig.of(
                config.clickhouse().database(),
                Map.of(
                        "stats.retention.archive.url", url,
                        "stats.retention.archive.access-key", TestEngines.address("SIGHTLINE_S3_ACCESS_KEY"),
                        "stats.retention.archive.secret-key", TestEngines.address("SIGHTLINE_S3_SECRET_KEY"))));
        var archiving = new Retention(clickHouse, workspaces, archive, NOON, config);

        assertThatThrownBy(archiving::run).as("without the bucket").isInstanceOf(ClickHouse.UnavailableException.class);
        assertThat(texts("SELECT toString(count()) AS text FROM inference"))
                .as("nothing went without a copy")
                .containsExactly("2");
        var s3 = MinioClient.builder()
                .endpoint(TestEngines.address("SIGHTLINE_S3_ENDPOINT"))
                .credentials(
                        TestEngines.address("SIGHTLINE_S3_ACCESS_KEY"), TestEngines.address("SIGHTLINE_S3_SECRET_KEY"))
                .build();
        s3.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        s3.close();

        assertThat(archiving.run())
                .extracting(Dropped::table)
                .containsExactlyInAnyOrder(
                        "inference",
                        "inference_rollup_minute",
                        "model_rollup_quarter_hour",
                        "inference_rollup_quarter_hour",
                        "class_rollup_minute");
        archive.close();
        String copy = "s3('%s/%%s', '%s', '%s')"
                .formatted(
                        url,
                        TestEngines.address("SIGHTLINE_S3_ACCESS_KEY"),
                        TestEngines.address("SIGHTLINE_S3_SECRET_KEY"));
        assertThat(texts("SELECT toString(occurred_at) AS text FROM %s ORDER BY occurred_at"
                        .formatted(copy.formatted("inference/20250930/*.parquet"))))
                .containsExactly("2025-09-30 10:00:00.000000", "2025-09-30 11:00:00.000000");
        assertThat(texts("SELECT toString(sum(requests)) AS text FROM %s"
                        .formatted(copy.formatted("inference_rollup_minute/202509/*.native"))))
                .containsExactly("2");
    }

    @Test
    void a_row_that_comes_between_the_look_and_the_drop_stays() {
        inference("2026-08-24 10:00:00", "2026-08-24 10:00:00");
        var meanwhile = new Archive(config) {
            @Override
            boolean has(KeptTable table, String partition, long rows, Instant now) {
                inference("2026-08-24 11:00:00", "2026-11-23 11:59:59");
                return true;
            }
        };

        new Retention(clickHouse, workspaces, meanwhile, NOON, config).run();

        meanwhile.close();
        assertThat(texts("SELECT toString(occurred_at) AS text FROM inference"))
                .containsExactly("2026-08-24 11:00:00.000000");
    }

    @Test
    void every_table_has_an_end() {
        // The ledger has a TTL of its own, and images go with their objects.
        var others = List.of("range_ledger", "inference_image", "flyway_schema_history", "schema_lock");

        assertThat(texts("SELECT name AS text FROM system.tables"
                                + " WHERE database = currentDatabase() AND engine LIKE '%MergeTree'")
                        .stream()
                        .filter(table -> !others.contains(table)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(KeptTable.values()).map(KeptTable::table).toList());
    }

    @Test
    void times_that_cannot_be_kept_are_refused() {
        assertThatThrownBy(() -> retentionWith("stats.retention.rows", "24h"))
                .hasMessage(
                        "stats.retention.rows is PT24H, expected at least the window of the audit and an hour: PT25H");
        assertThatThrownBy(() -> retentionWith("stats.retention.rollups", "30d"))
                .hasMessage("stats.retention.rollups is PT720H, expected at least stats.retention.rows: PT2160H");
    }

    @Test
    void a_partition_ends_with_its_day_or_its_month() {
        assertThat(Retention.endOf("20261231")).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(Retention.endOf("202602")).isEqualTo("2026-03-01T00:00:00Z");
    }

    private Retention retentionWith(String setting, String value) {
        return new Retention(
                clickHouse,
                workspaces,
                none,
                NOON,
                TestConfig.of(config.clickhouse().database(), Map.of(setting, value)));
    }

    private static void says(String workspace, int days) throws Exception {
        var set = WorkspaceRetentionSet.newBuilder().setWorkspace(workspace).setRowsDays(days);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = workspace.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(
                            Topics.WORKSPACE_RETENTION, key, set.build().toByteArray()))
                    .get();
        }
    }

    private void inference(String occurredAt, String loggedAt) {
        inferenceOf("acme", occurredAt, loggedAt);
    }

    private void inferenceOf(String workspace, String occurredAt, String loggedAt) {
        change("INSERT INTO inference (workspace, project, version, inference_id, occurred_at, received_at, logged_at,"
                + " `predictions.class`, `predictions.confidence`) VALUES"
                + " ('" + workspace + "', 'hard-hat', '3', generateUUIDv4(), '" + occurredAt + "', '" + loggedAt
                + "', '" + loggedAt
                + "', ['helmet'], [0.5])");
    }

    private List<String> texts(String sql) {
        var texts = new ArrayList<String>();
        clickHouse.query(sql, Map.of(), row -> texts.add(row.text("text")));
        return texts;
    }

    private void change(String sql) {
        clickHouse.query(sql, Map.of(), row -> {});
    }
}
