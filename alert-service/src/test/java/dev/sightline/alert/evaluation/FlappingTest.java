package dev.sightline.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlappingTest {
    private static final int MOST = 4;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void four_changes_in_half_an_hour_are_no_flapping_and_five_are() {
        assertThat(afterChanges(4).isFlapping()).isFalse();
        assertThat(afterChanges(5).isFlapping()).isTrue();
    }

    @Test
    void it_goes_on_until_there_have_been_30_minutes_of_calm() {
        var flapping = afterChanges(5);
        Instant last = NOON.plusSeconds(5 * 60);

        assertThat(flapping.at(last.plusSeconds(29 * 60)).isFlapping()).isTrue();
        assertThat(flapping.at(last.plusSeconds(30 * 60))).isEqualTo(Flapping.CALM);
    }

    @Test
    void changes_that_are_far_apart_never_flap() {
        var state = Flapping.CALM;
        for (int i = 0; i < 50; i++) {
            Instant at = NOON.plusSeconds(i * 600L);
            state = state.at(at).changed(at, MOST);
        }

        assertThat(state.isFlapping()).isFalse();
    }

    private static Flapping afterChanges(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(minute -> NOON.plusSeconds(minute * 60L))
                .reduce(Flapping.CALM, (state, at) -> state.changed(at, MOST), (one, other) -> other);
    }
}
