package dev.sightline.query.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sightline.query.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * At most 10 sign-in attempts a minute for one e-mail, so that passwords cannot be guessed by trying. Each instance
 * counts for itself.
 */
@ApplicationScoped
class SignInAttempts {
    private static final int MOST = 10;
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Clock clock;

    // Bounded: whoever tries many addresses must not fill the memory.
    private final Cache<String, ArrayDeque<Instant>> attempts =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(SPAN).build();

    SignInAttempts(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt, and refuses it with 429 when there were too many before it. */
    void admit(String email) {
        var now = clock.instant();
        attempts.asMap().compute(email, (_, known) -> {
            var recent = known == null ? new ArrayDeque<Instant>() : known;
            recent.removeIf(at -> !at.plus(SPAN).isAfter(now));
            if (recent.size() >= MOST) {
                var retryAfter = Duration.between(now, recent.getFirst().plus(SPAN));
                throw ProblemException.tooMany(
                        "too many attempts to sign in with this e-mail", retryAfter.plusSeconds(1));
            }
            recent.addLast(now);
            return recent;
        });
    }
}
