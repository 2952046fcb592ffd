package dev.sightline.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(10);

    @Test
    void a_mail_is_tried_for_more_than_a_day_each_time_after_twice_as_long_up_to_two_hours() {
        var random = new SplittableRandom(1);

        var pauses = untilGivenUp(attempts -> Backoff.forMail(attempts, FIRST, random));

        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        assertThat(pauses.get(3)).isBetween(Duration.ofSeconds(64), Duration.ofSeconds(96));
        assertThat(pauses.getLast()).isBetween(Duration.ofMinutes(96), Duration.ofMinutes(144));
        assertThat(sum(pauses)).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void a_webhook_is_tried_over_days() {
        var random = new SplittableRandom(1);

        var pauses = untilGivenUp(attempts -> Backoff.forWebhook(attempts, random));

        assertThat(pauses).hasSize(9);
        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(sum(pauses)).isGreaterThan(Duration.ofDays(2));
    }

    @Test
    void what_failed_together_does_not_come_back_together() {
        var random = new SplittableRandom(1);

        assertThat(List.of(
                        Objects.requireNonNull(Backoff.forMail(5, FIRST, random)),
                        Objects.requireNonNull(Backoff.forMail(5, FIRST, random)),
                        Objects.requireNonNull(Backoff.forMail(5, FIRST, random))))
                .doesNotHaveDuplicates();
    }

    private static List<Duration> untilGivenUp(IntFunction<@Nullable Duration> pauseAfter) {
        List<Duration> pauses = new ArrayList<>();
        for (Duration pause = pauseAfter.apply(1); pause != null; pause = pauseAfter.apply(pauses.size() + 1)) {
            pauses.add(pause);
        }
        return pauses;
    }

    private static Duration sum(List<Duration> pauses) {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
