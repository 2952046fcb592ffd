package dev.sightline.stats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CopyWindowTest {
    private static final long NOW = 1_795_353_874_000L;

    private final CopyWindow window = new CopyWindow(3, Duration.ofHours(24));

    @Test
    void the_second_of_the_same_id_and_index_is_a_copy() {
        assertThat(window.isCopy("acme", "a", 0, NOW)).isFalse();
        assertThat(window.isCopy("acme", "a", 0, NOW + 1)).isTrue();
        assertThat(window.takeCopies()).isEqualTo(1);
        assertThat(window.takeCopies()).as("since the last time").isZero();
    }

    @Test
    void another_index_or_workspace_is_another_inference() {
        window.isCopy("acme", "a", 0, NOW);

        assertThat(window.isCopy("acme", "a", 1, NOW)).isFalse();
        assertThat(window.isCopy("other", "a", 0, NOW)).isFalse();
    }

    @Test
    void where_workspace_and_id_meet_matters() {
        window.isCopy("ab", "c", 0, NOW);

        assertThat(window.isCopy("a", "bc", 0, NOW)).isFalse();
    }

    @Test
    void after_the_window_it_is_new_again() {
        window.isCopy("acme", "a", 0, NOW);

        assertThat(window.isCopy("acme", "a", 0, NOW + Duration.ofHours(24).toMillis()))
                .isFalse();
    }

    @Test
    void of_too_many_the_oldest_are_forgotten() {
        for (String id : new String[] {"a", "b", "c", "d"}) {
            window.isCopy("acme", id, 0, NOW);
        }

        assertThat(window.size()).isEqualTo(3);
        assertThat(window.isCopy("acme", "b", 0, NOW)).isTrue();
        assertThat(window.isCopy("acme", "a", 0, NOW)).as("the oldest").isFalse();
    }

    @Test
    void a_window_rebuilt_from_the_stored_rows_decides_alike() {
        window.isCopy("acme", "a", 0, NOW);
        window.isCopy("acme", "b", 0, NOW + 10);
        var rebuilt = new CopyWindow(3, Duration.ofHours(24));
        rebuilt.add("acme", "a", 0, NOW);
        rebuilt.add("acme", "b", 0, NOW + 10);

        assertThat(rebuilt.isCopy("acme", "a", 0, NOW + 20)).isTrue();
        assertThat(rebuilt.isCopy("acme", "c", 0, NOW + 20)).isFalse();
    }
}
