package dev.sightline.alert.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after a failed attempt. */
final class Backoff {
    private static final int MAIL_ATTEMPTS = 25;
    private static final Duration LONGEST_FOR_MAIL = Duration.ofHours(2);

    // As Standard Webhooks proposes: over three days.
    private static final List<Duration> FOR_WEBHOOKS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private Backoff() {}

    /** Doubles with each attempt, for more than a day; null when it is given up. */
    static @Nullable Duration forMail(int attempts, Duration first, RandomGenerator random) {
        if (attempts >= MAIL_ATTEMPTS) {
            return null;
        }
        var doubled = first.multipliedBy(1L << Math.min(attempts - 1, 20));
        return jittered(doubled.compareTo(LONGEST_FOR_MAIL) < 0 ? doubled : LONGEST_FOR_MAIL, random);
    }

    static @Nullable Duration forWebhook(int attempts, RandomGenerator random) {
        return attempts > FOR_WEBHOOKS.size() ? null : jittered(FOR_WEBHOOKS.get(attempts - 1), random);
    }

    // So that what failed together does not come back together.
    private static Duration jittered(Duration pause, RandomGenerator random) {
        return Duration.ofMillis((long) (pause.toMillis() * random.nextDouble(0.8, 1.2)));
    }
}
