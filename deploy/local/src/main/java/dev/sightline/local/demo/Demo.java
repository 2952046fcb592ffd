package dev.sightline.local.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Fills a running system with days of plausible history through its public endpoints, then sends live traffic. */
public final class Demo {
    private static final int BEAT_SECONDS = 15;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration REPORT_EVERY = Duration.ofMinutes(1);
    /** Should the system be away for longer, the rest of it is not made up for. */
    private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(10);

    private final DemoOptions options;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Reporter reporter;
    private final Story story;
    private final Traffic traffic;

    private Demo(DemoOptions options, Clock clock, Consumer<String> progress, DemoClient client) {
        this.options = options;
        this.clock = clock;
        this.progress = progress;
        this.reporter = new Reporter(client, options.key());
        this.story = new Story(clock.instant());
        this.traffic = new Traffic(story, options.seed(), options.rate());
    }

    public static void main(String[] args) throws InterruptedException {
        DemoOptions options;
        try {
            options = DemoOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(options, Clock.systemUTC(), System.out::println, () -> {});
        } catch (IllegalStateException e) {
            System.err.println("The demo ended. " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns when the live time is over; otherwise goes on until the thread is interrupted.
     *
     * @param afterHistory run once, when all of the history was taken
     * @throws IllegalStateException when the system refuses what is sent, such as an unknown key, or is away for minutes
     */
    public static void run(DemoOptions options, Clock clock, Consumer<String> progress, Runnable afterHistory)
            throws InterruptedException {
        try (var client = new DemoClient(options.ingest(), options.key())) {
            var demo = new Demo(options, clock, progress, client);
            try (var _ = demo.reporter) {
                client.awaitAccess();
                demo.fillHistory();
                afterHistory.run();
                demo.goOnLive();
            }
        }
    }

    private void fillHistory() throws InterruptedException {
        long begin = clock.millis();
        long total = 0;
        for (int day = options.days(); day > 0; day--) {
            long dayBegin = clock.millis();
            Instant from = story.now().minus(Duration.ofDays(day));
            long inferences = 0;
            for (int hour = 0; hour < 24; hour++) {
                var next = traffic.between(from.plus(Duration.ofHours(hour)), from.plus(Duration.ofHours(hour + 1)));
                reporter.take(next);
                inferences += next.size();
            }
            reporter.flush();
            total += inferences;
            progress.accept(String.format(
                    Locale.ROOT,
                    "history: day %d of %d, %,d inferences, %,.0f a second",
                    options.days() - day + 1,
                    options.days(),
                    inferences,
                    perSecond(inferences, dayBegin)));
        }
        if (options.days() > 0) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "history is there: %,d inferences in %.0f s, %,.0f a second",
                    total,
                    (clock.millis() - begin) / 1000.0,
                    perSecond(total, begin)));
        }
    }

    private void goOnLive() throws InterruptedException {
        Instant end = options.live() == null ? Instant.MAX : clock.instant().plus(options.live());
        // What happened while history was sent is live traffic already.
        Instant sent = story.now();
        Instant beaten = Instant.MIN;
        Instant said = clock.instant();
        long inferences = 0;
        while (clock.instant().isBefore(end)) {
            Instant now = clock.instant();
            try {
                var next = traffic.between(sent, now);
                reporter.take(next);
                reporter.flushNative();
                if (beaten.plusSeconds(BEAT_SECONDS).compareTo(now) <= 0) {
                    reporter.beat(speaking(now), now, BEAT_SECONDS);
                    beaten = now;
                }
                inferences += next.size();
                sent = now;
            } catch (DemoClient.Unavailable e) {
                progress.accept("live: " + e.getMessage() + "; trying again");
                reporter.forget();
                sent = later(sent, now.minus(LONGEST_CATCH_UP));
            }
            if (said.plus(REPORT_EVERY).isBefore(now)) {
                progress.accept(String.format(Locale.ROOT, "live: %,d inferences since history", inferences));
                said = now;
            }
            Thread.sleep(TICK);
        }
        reporter.flush();
    }

    private List<Device> speaking(Instant at) {
        return Fleet.DEVICES.stream()
                .filter(device -> !story.isSilent(device, at))
                .toList();
    }

    private double perSecond(long inferences, long sinceMillis) {
        return inferences * 1000.0 / Math.max(1, clock.millis() - sinceMillis);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
