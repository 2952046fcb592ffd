package dev.sightline.stats.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.TestConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Instances that start at once, on the real ClickHouse engine. */
class SchemaTest {
    private static final int INSTANCES = 3;

    private final StatsConfig config = TestConfig.of(TestConfig.uniqueName("schema"));
    private final ClickHouse clickHouse = new ClickHouse(config);

    @AfterEach
    void drop_the_database() {
        clickHouse.query("DROP DATABASE " + config.clickhouse().database(), Map.of(), row -> {});
        clickHouse.close();
    }

    @RepeatedTest(3)
    void on_an_empty_clickhouse_each_change_is_made_once() throws Exception {
        migrateAtOnce();

        assertThat(applied())
                .as("versions in the history")
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void on_a_filled_one_the_rows_stay_and_nothing_is_made_again() throws Exception {
        new Schema(config).migrate();
        var before = applied();
        clickHouse.query(
                "INSERT INTO inference (workspace, inference_id, occurred_at) VALUES ('w', 'a', '2026-11-22 10:00:00')",
                Map.of(),
                row -> {});

        migrateAtOnce();

        assertThat(applied()).isEqualTo(before);
        assertThat(texts("SELECT inference_id AS t FROM inference")).containsExactly("a");
        assertThat(texts("SELECT toString(sum(requests)) AS t FROM inference_rollup_minute"))
                .containsExactly("1");
    }

    @Test
    void an_instance_that_died_amid_a_change_goes_on_when_it_comes_back() throws Exception {
        new Schema(config).migrate();
        clickHouse.query(
                "CREATE TABLE schema_change_lock (owner String) ENGINE = TinyLog COMMENT '1'", Map.of(), row -> {});
        clickHouse.query("TRUNCATE TABLE flyway_schema_history", Map.of(), row -> {});

        new Schema(config).migrate();

        assertThat(applied()).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void a_change_that_broke_off_is_made_again() throws Exception {
        new Schema(config).migrate();
        var before = applied();
        clickHouse.query("ALTER TABLE inference DROP INDEX error_type_index", Map.of(), row -> {});
        clickHouse.query(
                "ALTER TABLE flyway_schema_history UPDATE success = false WHERE version = '6' SETTINGS mutations_sync = 1",
                Map.of(),
                row -> {});

        new Schema(config).migrate();

        assertThat(texts("SELECT name AS t FROM system.data_skipping_indices"
                        + " WHERE database = currentDatabase() AND table = 'inference'"))
                .contains("error_type_index");
        assertThat(applied()).isEqualTo(before);
        assertThat(texts("SELECT version AS t FROM flyway_schema_history WHERE NOT success"))
                .isEmpty();
    }

    private void migrateAtOnce() throws Exception {
        var together = new CyclicBarrier(INSTANCES);
        try (var threads = Executors.newFixedThreadPool(INSTANCES)) {
            var started = new ArrayList<Future<Void>>();
            for (int i = 0; i < INSTANCES; i++) {
                var named = TestConfig.of(config.clickhouse().database(), Map.of("stats.instance", "instance-" + i));
                Callable<Void> instance = () -> {
                    var schema = new Schema(named);
                    together.await();
                    schema.migrate();
                    return null;
                };
                started.add(threads.submit(instance));
            }
            for (var future : started) {
                future.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private List<String> applied() {
        return texts("SELECT version AS t FROM flyway_schema_history WHERE version != '' AND version IS NOT NULL"
                + " AND type = 'SQL' ORDER BY installed_rank");
    }

    private List<String> texts(String sql) {
        var texts = new ArrayList<String>();
        clickHouse.query(sql, Map.of(), row -> texts.add(row.text("t")));
        return texts;
    }
}
