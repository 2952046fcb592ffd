package dev.sightline.alert.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.events.PartitionProgress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(300);

    private final PartitionProgress stored = PartitionProgress.newBuilder()
            .setNextOffset(10)
            .setBrokerTimeMillis(EARLIER.toEpochMilli())
            .build();

    @Test
    void a_partition_with_nothing_left_to_store_is_complete_until_now() {
        assertThat(Watermark.of(stored, 0, 10, Instant.EPOCH, NOW)).isEqualTo(NOW);
    }

    @Test
    void a_partition_with_records_to_store_is_complete_until_the_last_stored_one() {
        assertThat(Watermark.of(stored, 0, 11, Instant.EPOCH, NOW)).isEqualTo(EARLIER);
    }

    @Test
    void an_empty_partition_holds_nobody_up() {
        assertThat(Watermark.of(null, 0, 0, Instant.EPOCH, NOW)).isEqualTo(NOW);
        assertThat(Watermark.of(null, 7, 7, Instant.EPOCH, NOW)).isEqualTo(NOW);
    }

    @Test
    void a_partition_of_which_nothing_is_known_holds_everything_up() {
        assertThat(Watermark.of(null, 0, 5, Instant.EPOCH, NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void the_first_record_after_a_silence_does_not_take_a_partition_back() {
        assertThat(Watermark.of(stored, 0, 11, NOW, NOW.plusSeconds(1))).isEqualTo(NOW);
    }
}
