package dev.sightline.query.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
    private static final Instant NOW = Instant.parse("2026-03-10T10:07:12.5Z");

    @Test
    void the_default_is_the_last_seven_days_up_to_the_end_of_this_minute() {
        var window = TimeWindow.requested(null, null, NOW);

        assertThat(window)
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-03-03T10:08:00Z"), Instant.parse("2026-03-10T10:08:00Z")));
    }

    @Test
    void both_ends_go_up_to_whole_minutes() {
        var window = TimeWindow.requested("2026-03-10T09:00:00.001+01:00", "2026-03-10T10:00:00Z", NOW);

        assertThat(window)
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-03-10T08:01:00Z"), Instant.parse("2026-03-10T10:00:00Z")));
    }

    @Test
    void the_window_before_is_as_long_and_ends_where_this_one_begins() {
        var window = new TimeWindow(Instant.parse("2026-03-10T08:00:00Z"), Instant.parse("2026-03-10T10:00:00Z"));

        assertThat(window.previous())
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-03-10T06:00:00Z"), Instant.parse("2026-03-10T08:00:00Z")));
    }

    @Test
    void a_window_is_whole_quarter_hours_and_what_is_left_at_its_ends() {
        var window = new TimeWindow(Instant.parse("2026-03-10T08:07:00Z"), Instant.parse("2026-03-10T10:20:00Z"));

        var quarters = QuarterHours.of(window);

        assertThat(quarters.headUntil()).isEqualTo("2026-03-10T08:15:00Z");
        assertThat(quarters.tailFrom()).isEqualTo("2026-03-10T10:15:00Z");
    }

    @Test
    void a_change_needs_something_to_compare_with() {
        assertThat(Figure.of(3, 2).change()).isEqualTo(0.5);
        assertThat(Figure.of(3, 0).change()).isNull();
        assertThat(Figure.of(null, 2.0).change()).isNull();
        assertThat(Figure.of(2.0, null).change()).isNull();
    }
}
