package dev.sightline.alert.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(1000);

    /** An interval of 60 s: late after 90 s, offline after 180 s. */
    @ParameterizedTest(name = "{0} after {1} s of silence is {2}")
    @CsvSource({
        "NEW,        0, NEW",
        "NEW,   999999, NEW",
        "ONLINE,     0, ONLINE",
        "ONLINE,    90, ONLINE",
        "ONLINE,    91, LATE",
        "ONLINE,   180, LATE",
        "ONLINE,   181, OFFLINE",
        "LATE,      91, LATE",
        "LATE,     180, LATE",
        "LATE,     181, OFFLINE",
        "OFFLINE,    0, OFFLINE",
        "OFFLINE,  181, OFFLINE",
    })
    void silence_leads_only_downwards(Liveness.Name from, long silentSeconds, Liveness.Name to) {
        var next = state(from).afterSilence(Duration.ofSeconds(silentSeconds), LATER, BeatPromise.USUAL);

        assertThat(next.name()).isEqualTo(to);
        assertThat(next.since()).isEqualTo(from == to ? NOON : LATER);
    }

    @ParameterizedTest(name = "{0} after a beat is {1}")
    @CsvSource({"NEW, ONLINE", "ONLINE, ONLINE", "LATE, ONLINE", "OFFLINE, OFFLINE"})
    void a_beat_brings_all_but_the_dead_online(Liveness.Name from, Liveness.Name to) {
        var next = state(from).afterBeat(LATER, BeatPromise.USUAL);

        assertThat(next.name()).isEqualTo(to);
        assertThat(next.since()).isEqualTo(from == to ? NOON : LATER);
    }

    @ParameterizedTest(name = "two beats {0} s apart bring OFFLINE to {1}")
    @CsvSource({"60, ONLINE", "90, ONLINE", "91, OFFLINE", "3600, OFFLINE"})
    void two_beats_in_a_row_bring_the_dead_back(long secondsApart, Liveness.Name to) {
        var once = state(Liveness.Name.OFFLINE).afterBeat(LATER, BeatPromise.USUAL);

        var twice = once.afterBeat(LATER.plusSeconds(secondsApart), BeatPromise.USUAL);

        assertThat(twice.name()).isEqualTo(to);
    }

    @Test
    void a_third_beat_counts_with_the_second_when_the_first_was_too_long_ago() {
        var lonely = state(Liveness.Name.OFFLINE)
                .afterBeat(LATER, BeatPromise.USUAL)
                .afterBeat(LATER.plusSeconds(3600), BeatPromise.USUAL);

        var back = lonely.afterBeat(LATER.plusSeconds(3660), BeatPromise.USUAL);

        assertThat(back).isEqualTo(new Liveness.Online(LATER.plusSeconds(3660)));
    }

    @ParameterizedTest(name = "an interval of {0} s is late after {1} s and offline after {2} s")
    @CsvSource({
        "0,       90,   180",
        "NaN,     90,   180",
        "-5,      90,   180",
        "Infinity,90,   180",
        "0.01,     6,    60",
        "1,        6,    60",
        "10,      15,    60",
        "15,      22.5,  60",
        "20,      30,    60",
        "30,      45,    90",
        "60,      90,   180",
        "86400,129600,259200",
        "1e12, 129600,259200",
    })
    void a_promise_tells_what_silence_means(double interval, double lateAfter, double offlineAfter) {
        var promise = BeatPromise.ofSeconds(interval);

        assertThat(promise.lateAfter().toMillis() / 1000.0).isEqualTo(lateAfter);
        assertThat(promise.offlineAfter().toMillis() / 1000.0).isEqualTo(offlineAfter);
    }

    private static Liveness state(Liveness.Name name) {
        return switch (name) {
            case NEW -> new Liveness.New(NOON);
            case ONLINE -> new Liveness.Online(NOON);
            case LATE -> new Liveness.Late(NOON);
            case OFFLINE -> new Liveness.Offline(NOON, null);
        };
    }
}
