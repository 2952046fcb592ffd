package dev.sightline.alert.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PipelineClockTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void silence_is_measured_to_the_pipelines_latest_beat() {
        var clock = PipelineClock.startingAt(NOON).beat(NOON.plusSeconds(10)).beat(NOON.plusSeconds(20));

        assertThat(clock.silenceSince(NOON.plusSeconds(5))).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void a_beat_after_the_clock_is_no_silence() {
        var clock = PipelineClock.startingAt(NOON);

        assertThat(clock.silenceSince(NOON.plusSeconds(5))).isZero();
    }

    @Test
    void the_clock_does_not_go_back() {
        var clock = PipelineClock.startingAt(NOON).beat(NOON.minusSeconds(3600));

        assertThat(clock).isEqualTo(PipelineClock.startingAt(NOON));
    }

    @Test
    void time_without_the_pipelines_beats_is_nobodys_silence() {
        var clock = PipelineClock.startingAt(NOON).beat(NOON.plusSeconds(3600)).beat(NOON.plusSeconds(3610));

        assertThat(clock.silenceSince(NOON)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_gap_of_three_beats_is_still_hearing() {
        var clock = PipelineClock.startingAt(NOON).beat(NOON.plus(PipelineClock.LONGEST_GAP));

        assertThat(clock.silenceSince(NOON)).isEqualTo(PipelineClock.LONGEST_GAP);
    }
}
