package dev.sightline.stats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What the window promises, said without a ring and a table: the last rows, and of them those that are young enough. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_decides_as_a_plain_list_of_the_last_rows_would(long seed) {
        var random = new SplittableRandom(seed);
        int maxIds = random.nextInt(1, 3000);
        long length = random.nextInt(1, 5000);
        int ids = random.nextInt(1, 6000);
        var tried = new CopyWindow(maxIds, Duration.ofMillis(length));
        var rows = new ArrayDeque<Row>();
        long now = NOW;

        for (int i = 0; i < 20_000; i++) {
            // The broker's clock may step back.
            now += random.nextInt(-1, 3);
            String id = Integer.toString(random.nextInt(ids));
            long at = now;
            boolean expected = rows.stream().anyMatch(row -> row.id().equals(id) && at - row.at() < length);

            assertThat(tried.isCopy("acme", id, 0, at))
                    .as("row %d, id %s, %d ids at most, window %d", i, id, maxIds, length)
                    .isEqualTo(expected);
            if (!expected) {
                rows.add(new Row(id, at));
                // Only rows move the window on: a copy is none.
                while (rows.size() > maxIds || at - rows.getFirst().at() >= length) {
                    rows.removeFirst();
                }
            }
        }
    }

    private record Row(String id, long at) {}
}
