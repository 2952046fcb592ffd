package dev.sightline.alert;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Time as it passes, plus what tests have skipped. */
@Mock
public class TestClock {
    private static volatile Duration skipped = Duration.ZERO;

    /** Time goes on from here. */
    public static void skip(Duration time) {
        skipped = skipped.plus(time);
    }

    public static Instant now() {
        return InstantSource.system().instant().plus(skipped);
    }

    @Produces
    @Mock
    @ApplicationScoped
    Clock clock() {
        return new Skipping();
    }

    private static final class Skipping extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException("everything is UTC");
        }

        @Override
        public Instant instant() {
            return now();
        }
    }
}
