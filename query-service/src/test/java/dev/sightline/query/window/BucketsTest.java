package dev.sightline.query.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    private static final Instant AT = Instant.parse("2026-03-10T10:07:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "PT1M, 60",
        "PT2H, 60",
        "PT2H1M, 900",
        "PT26H, 900",
        "PT26H1M, 3600",
        "P8D, 3600",
        "P9D, 21600",
        "P32D, 21600",
        "P33D, 86400",
        "P400D, 86400"
    })
    void the_length_of_a_bucket_suits_the_window(Duration length, int seconds) {
        var buckets = Buckets.of(new TimeWindow(AT.minus(length), AT), ZoneOffset.UTC);

        assertThat(buckets.seconds()).isEqualTo(seconds);
    }

    @Test
    void buckets_begin_by_the_clock_and_cover_the_window() {
        var buckets = Buckets.of(window("2026-03-10T10:07:00Z", "2026-03-10T20:10:00Z"), ZoneOffset.UTC);

        assertThat(buckets.starts())
                .startsWith(Instant.parse("2026-03-10T10:00:00Z"))
                .hasSize(41);
        assertThat(buckets.bounds()).endsWith(Instant.parse("2026-03-10T20:15:00Z"));
    }

    @Test
    void a_day_is_23_hours_long_when_clocks_go_forward_and_25_when_back() {
        var buckets = Buckets.of(window("2026-03-01T00:00:00Z", "2026-12-01T00:00:00Z"), BERLIN);

        assertThat(buckets.starts())
                .containsSubsequence(
                        Instant.parse("2026-03-28T23:00:00Z"),
                        Instant.parse("2026-03-29T22:00:00Z"),
                        Instant.parse("2026-10-24T22:00:00Z"),
                        Instant.parse("2026-10-25T23:00:00Z"))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void quarters_of_a_day_begin_by_the_zones_clock() {
        var buckets = Buckets.of(window("2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z"), BERLIN);

        assertThat(buckets.starts().stream().map(start -> start.atZone(BERLIN).getHour() % 6))
                .containsOnly(0);
    }

    @Test
    void hours_begin_by_the_clock_of_a_zone_with_half_an_hour() {
        var buckets = Buckets.of(window("2026-03-10T00:00:00Z", "2026-03-12T00:00:00Z"), ZoneId.of("Asia/Kolkata"));

        assertThat(buckets.starts()).startsWith(Instant.parse("2026-03-09T23:30:00Z"));
    }

    @Test
    void a_window_that_begins_in_the_hour_that_comes_twice_has_no_bucket_before_it() {
        // 02:30 in Berlin for the second time.
        var buckets = Buckets.of(window("2026-10-25T01:30:00Z", "2026-10-27T01:00:00Z"), BERLIN);

        assertThat(buckets.starts()).startsWith(Instant.parse("2026-10-25T01:00:00Z"));
    }

    @Test
    void a_bucket_is_complete_when_it_is_over_and_within_the_window() {
        var buckets = Buckets.of(window("2026-03-10T10:07:00Z", "2026-03-10T20:00:00Z"), ZoneOffset.UTC);
        var now = Instant.parse("2026-03-10T19:50:00Z");

        assertThat(buckets.isComplete(0, now)).as("cut by the window").isFalse();
        assertThat(buckets.isComplete(1, now)).isTrue();
        assertThat(buckets.isComplete(38, now)).isTrue();
        assertThat(buckets.isComplete(39, now)).as("still filling").isFalse();
    }

    @Test
    void even_steps_fill_the_window_exactly() {
        var window = window("2026-03-10T10:00:00Z", "2026-03-10T11:37:00Z");

        var buckets = Buckets.evenly(window, 60);

        assertThat(buckets.bounds()).hasSize(61).startsWith(window.from()).endsWith(window.until());
        assertThat(buckets.bounds()).allMatch(bound -> bound.getEpochSecond() % 60 == 0);
    }

    @Test
    void a_short_window_has_a_step_a_minute() {
        assertThat(Buckets.evenly(window("2026-03-10T10:00:00Z", "2026-03-10T10:05:00Z"), 60)
                        .starts())
                .hasSize(5);
    }

    @ParameterizedTest(name = "{0} to {1} in {2}: {3}")
    @CsvSource({
        "2026-03-10T10:07:00Z, 2026-03-10T11:07:00Z, UTC, false",
        "2026-03-10T10:07:00Z, 2026-03-10T20:07:00Z, UTC, true",
        "2026-03-01T10:07:00Z, 2026-03-30T10:07:00Z, Europe/Berlin, true",
        "2026-03-01T10:07:00Z, 2026-03-30T10:07:00Z, Asia/Kathmandu, true",
        "2026-03-01T10:07:00Z, 2026-03-30T10:07:00Z, +05:10, false"
    })
    void only_buckets_that_begin_on_quarter_hours_are_summed_from_them(
            String from, String until, String zone, boolean areOfQuarterHours) {
        var buckets = Buckets.of(window(from, until), ZoneId.of(zone));

        assertThat(buckets.areOfQuarterHours()).isEqualTo(areOfQuarterHours);
    }

    @Test
    void even_buckets_of_an_hour_and_more_are_bounded_by_quarter_hours() {
        var window = window("2026-03-03T10:07:00Z", "2026-03-10T10:07:00Z");

        var buckets = Buckets.evenly(window, 60);

        assertThat(buckets.areOfQuarterHours()).isTrue();
        assertThat(buckets.bounds())
                .hasSize(61)
                .startsWith(window.from(), Instant.parse("2026-03-03T12:45:00Z"))
                .endsWith(window.until())
                .doesNotHaveDuplicates()
                .isSorted();
    }

    private static TimeWindow window(String from, String until) {
        return new TimeWindow(Instant.parse(from), Instant.parse(until));
    }
}
