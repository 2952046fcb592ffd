package dev.sightline.stats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.consume.FaultyClickHouse.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ClickHouse refuses, lies or says nothing: the range is tried again until it is there, and then it is there once. */
class ClickHouseTroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OwnPartition own = new OwnPartition();

    @BeforeEach
    void create() throws Exception {
        own.create();
    }

    @AfterEach
    void drop() {
        own.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_insert_counts_once_that_was(Fault fault) throws Exception {
        try (var faulty = new FaultyClickHouse(fault)) {
            var config =
                    own.config(Map.of("stats.clickhouse.url", faulty.url(), "stats.clickhouse.insert-timeout", "1s"));
            var clickHouse = new ClickHouse(config);
            var consumer = own.consumer(clickHouse, config);
            own.append("a", "b", "c");
            var thread = Thread.ofPlatform().start(consumer::run);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(own.waiting())
                            .as("what health tells")
                            .hasSize(1)
                            .allSatisfy(
                                    (partition, reason) -> assertThat(reason).startsWith("insert into inference")));
            assertThat(own.committed().offset()).as("nothing is passed over").isZero();
            own.append("d");
            faulty.heal();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(own.committed().offset()).isEqualTo(4));
            assertThat(own.waiting()).isEmpty();
            assertThat(own.rows()).isEqualTo(4);
            assertThat(own.requests()).as("in the rollup").isEqualTo(4);
            consumer.stop();
            thread.join();
            consumer.close();
            clickHouse.close();
        }
    }
}
