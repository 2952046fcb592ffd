package dev.sightline.stats.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.events.SpaceLevel;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.TestConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real engines: images have a budget of 1 000 bytes, and the disk all that it needs. */
class SpaceTest {
    private final StatsConfig config = TestConfig.of(
            TestConfig.uniqueName("space"),
            Map.of("stats.space.image-budget", "1000", "stats.space.warn-below", "0", "stats.space.shed-below", "0"));
    private final ClickHouse clickHouse = new ClickHouse(config);
    private final Space space = new Space(clickHouse, Clock.systemUTC(), config);

    @BeforeEach
    void make_the_schema() throws Exception {
        new Schema(config).migrate();
    }

    @AfterEach
    void find_room_and_drop_the_database() throws InterruptedException {
        change("TRUNCATE TABLE inference_image");
        assertThat(space.look().getLevel()).isEqualTo(SpaceLevel.SPACE_LEVEL_ENOUGH);
        space.close();
        change("DROP DATABASE " + config.clickhouse().database());
        clickHouse.close();
    }

    @Test
    void an_image_of_many_inferences_counts_once() throws InterruptedException {
        image("i1", "acme/a", 600);
        image("i2", "acme/a", 600);
        image("i3", "other/a", 300);

        var word = space.look();

        assertThat(word.getImageBytes()).isEqualTo(900);
        assertThat(word.getLevel()).isEqualTo(SpaceLevel.SPACE_LEVEL_ENOUGH);
        assertThat(word.getDiskFree()).isBetween(0.0, 1.0);
    }

    @Test
    void images_beyond_their_budget_stop_and_another_instance_knows_it() throws InterruptedException {
        image("i1", "acme/a", 1001);

        space.look();

        var elsewhere = new Space(clickHouse, Clock.systemUTC(), config);
        assertThat(elsewhere.latest().getLevel()).isEqualTo(SpaceLevel.SPACE_LEVEL_NO_IMAGES);
        elsewhere.close();
    }

    private void image(String inferenceId, String key, int bytes) {
        change("INSERT INTO inference_image (workspace, inference_id, received_at, object_key, size_bytes) VALUES"
                + " ('acme', '" + inferenceId + "', now(), '" + key + "', " + bytes + ")");
    }

    private void change(String sql) {
        clickHouse.query(sql, Map.of(), row -> {});
    }
}
