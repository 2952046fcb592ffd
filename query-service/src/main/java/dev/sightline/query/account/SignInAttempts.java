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
 * At most 10 attempts a minute for one e-mail, and 30 failed ones from one address, so that passwords cannot be guessed by
 * trying, nor mailboxes filled. Attempts that succeed do not count for the address: many people may share one. Each instance
 * counts for itself.
 */
@ApplicationScoped
class SignInAttempts {
    private static final int MOST_OF_EMAIL = 10;
    private static final int MOST_OF_ADDRESS = 30;
    private static final int MOST_RESETS = 3;
    private static final int MOST_MEASURES = 120;
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Clock clock;

    // Bounded: whoever tries many addresses must not fill the memory.
    private final Cache<String, ArrayDeque<Instant>> attempts =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(SPAN).build();

    SignInAttempts(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt, and refuses it with 429 when there were too many before it. */
    void admit(String email, String address) {
        count("address " + address, MOST_OF_ADDRESS, "too many failed attempts from your address");
        count("email " + email, MOST_OF_EMAIL, "too many attempts with this e-mail");
    }

    /** Counts an answer of a provider; those that let somebody in are no guesses. */
    void admitProvider(String address) {
        count("address " + address, MOST_OF_ADDRESS, "too many failed attempts from your address");
    }

    /** Counts a mail that is asked for. Refused alike whether anybody has the e-mail. */
    void admitReset(String email, String address) {
        count("resets from " + address, MOST_OF_ADDRESS, "too many mails were asked for from your address");
        count("resets of " + email, MOST_RESETS, "too many mails were asked for with this e-mail");
    }

    /** Counts a measure, which takes some work. */
    void admitMeasure(String address) {
        count("measures from " + address, MOST_MEASURES, "too many passwords were measured from your address");
    }

    /** The last attempt was no guess. */
    void succeeded(String address) {
        attempts.asMap().computeIfPresent("address " + address, (_, recent) -> {
            recent.pollLast();
            return recent;
        });
    }

    private void count(String of, int most, String refusal) {
        var now = clock.instant();
        attempts.asMap().compute(of, (_, known) -> {
            var recent = known == null ? new ArrayDeque<Instant>() : known;
            recent.removeIf(at -> !at.plus(SPAN).isAfter(now));
            if (recent.size() >= most) {
                var retryAfter = Duration.between(now, recent.getFirst().plus(SPAN));
                throw ProblemException.tooMany(refusal, retryAfter.plusSeconds(1));
            }
            recent.addLast(now);
            return recent;
        });
    }
}
