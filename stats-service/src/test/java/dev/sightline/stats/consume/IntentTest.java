package dev.sightline.stats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntentTest {
    private final Intent intent = new Intent(17, 42, 3);

    @Test
    void an_intent_survives_the_way_through_the_offset() {
        assertThat(Intent.parse(intent.metadata())).contains(intent);
    }

    @Test
    void the_metadata_of_a_finished_range_is_no_intent() {
        assertThat(Intent.parse("")).isEmpty();
    }

    @Test
    void the_token_names_log_partition_range_and_epoch() {
        assertThat(intent.token("iiwXL3vHQ2yJvL5zW1h6nw", 2)).isEqualTo("iiwXL3vHQ2yJvL5zW1h6nw-2-17-42-3");
    }
}
