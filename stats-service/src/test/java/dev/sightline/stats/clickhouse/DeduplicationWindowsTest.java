package dev.sightline.stats.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.TestConfig;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real ClickHouse engine, with the real schema. */
class DeduplicationWindowsTest {
    private static final List<String> WRITTEN = List.of("inference", "device_heartbeat", "inference_image");

    private final StatsConfig config = TestConfig.of(TestConfig.uniqueName("windows"));
    private final ClickHouse clickHouse = new ClickHouse(config);
    private final DeduplicationWindows windows = new DeduplicationWindows(clickHouse, config);

    @BeforeEach
    void make_the_schema() throws Exception {
        new Schema(config).migrate();
    }

    @AfterEach
    void drop_the_database() {
        change("DROP DATABASE " + config.clickhouse().database());
        clickHouse.close();
    }

    @Test
    void the_schema_has_them_all() {
        assertThatCode(() -> windows.check(WRITTEN)).doesNotThrowAnyException();
    }

    @Test
    void the_rollups_are_found_in_the_catalogue() {
        assertThat(windows.withTargets(List.of("inference")))
                .contains("inference_rollup_minute", "inference_rollup_quarter_hour", "class_rollup_minute")
                .doesNotContain("device_heartbeat");
    }

    @Test
    void a_window_of_zero_is_refused_with_what_mends_it() {
        change("ALTER TABLE device_heartbeat MODIFY SETTING non_replicated_deduplication_window = 0");

        assertThatThrownBy(() -> windows.check(WRITTEN))
                .hasMessageContaining("table device_heartbeat: found non_replicated_deduplication_window = 0")
                .hasMessageContaining(
                        "ALTER TABLE device_heartbeat MODIFY SETTING non_replicated_deduplication_window = 10000");
    }

    @Test
    void a_rollup_without_one_is_refused() {
        change("ALTER TABLE class_rollup_minute RESET SETTING non_replicated_deduplication_window");

        assertThatThrownBy(() -> windows.check(WRITTEN)).hasMessageContaining("table class_rollup_minute: found");
    }

    @Test
    void a_view_of_a_view_that_somebody_adds_is_found() {
        change("CREATE TABLE by_day (bucket Date, requests UInt64) ENGINE = SummingMergeTree ORDER BY bucket");
        change("CREATE MATERIALIZED VIEW to_by_day TO by_day AS"
                + " SELECT toDate(bucket) AS bucket, requests FROM inference_rollup_minute");

        assertThatThrownBy(() -> windows.check(WRITTEN)).hasMessageContaining("table by_day: found");
    }

    @Test
    void a_replicated_table_that_remembers_a_block_for_less_than_kafka_its_records_is_refused() {
        replicated("remembers_an_hour", "replicated_deduplication_window_seconds = 3600");
        replicated("remembers_days", "replicated_deduplication_window_seconds = 345600");
        replicated("remembers_nothing", "replicated_deduplication_window = 0");

        assertThatThrownBy(() -> windows.check(List.of("remembers_an_hour")))
                .hasMessageContaining("table remembers_an_hour: found replicated_deduplication_window_seconds = 3600,"
                        + " expected at least 259200")
                .hasMessageContaining("ALTER TABLE remembers_an_hour MODIFY SETTING"
                        + " replicated_deduplication_window_seconds = 345600");
        assertThatThrownBy(() -> windows.check(List.of("remembers_nothing")))
                .hasMessageContaining("table remembers_nothing: found replicated_deduplication_window = 0");
        assertThatCode(() -> windows.check(List.of("remembers_days"))).doesNotThrowAnyException();
    }

    @Test
    void what_is_mended_passes_and_the_check_can_be_turned_off() {
        change("ALTER TABLE inference MODIFY SETTING non_replicated_deduplication_window = 0");
        var unchecked =
                TestConfig.of(config.clickhouse().database(), Map.of("stats.check-deduplication-windows", "false"));
        assertThatCode(() -> new DeduplicationWindows(clickHouse, unchecked).check(WRITTEN))
                .doesNotThrowAnyException();

        change("ALTER TABLE inference MODIFY SETTING non_replicated_deduplication_window = 10000");

        assertThatCode(() -> windows.check(WRITTEN)).doesNotThrowAnyException();
    }

    /** Attached, since it cannot be made without a Keeper; what it says of itself is the same. */
    private void replicated(String table, String settings) {
        change("ATTACH TABLE " + table + " UUID '" + UUID.randomUUID() + "' (a UInt64)"
                + " ENGINE = ReplicatedMergeTree('/" + table + "', 'one') ORDER BY a SETTINGS " + settings);
    }

    private void change(String sql) {
        clickHouse.query(sql, Map.of(), row -> {});
    }
}
