package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How long a round of 1 000 rules takes, of every kind that figures are judged by, on four weeks of 50 models. Goal: within
 * their bucket of five minutes.
 *
 * <p>The first round has to learn what is ordinary for each rule, from four weeks of figures; the next one knows it.
 */
final class AlertRulesBench {
    private static final int RULES = 1000;
    private static final int MODELS = 50;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PAST = DAY.multipliedBy(28);
    private static final Duration BUCKET = Duration.ofMinutes(5);
    /** For late data, before a bucket is judged. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Pattern JUDGED_UNTIL = Pattern.compile("\"judged_until\":\"([^\"]+)\"");

    /** In the order in which rules take turns; half of them are the default. */
    private static final List<String> CONDITIONS = List.of(
            "\"condition\": {\"type\": \"confidence_drop\"}",
            "\"condition\": {\"type\": \"threshold\", \"metric\": \"confidence_mean\", \"direction\": \"below\"}, \"critical\": 0.3",
            "\"condition\": {\"type\": \"confidence_drop\", \"sensitivity\": 5}",
            "\"condition\": {\"type\": \"last_week\"}, \"bucket_seconds\": 300",
            "\"condition\": {\"type\": \"confidence_drop\", \"sensitivity\": 4}",
            "\"condition\": {\"type\": \"drift\", \"of\": \"confidence\"}",
            "\"condition\": {\"type\": \"confidence_drop\"}, \"class\": \"helmet\", \"minimum_samples\": 5",
            "\"condition\": {\"type\": \"threshold\", \"metric\": \"inference_time_p95\", \"direction\": \"above\"}, \"warning\": 1",
            "\"condition\": {\"type\": \"confidence_drop\", \"sensitivity\": 3}",
            "\"condition\": {\"type\": \"threshold\", \"metric\": \"class_share\", \"direction\": \"above\"}, \"class\": \"head\", \"warning\": 0.9");

    private final LocalSystem system;
    private final Http http;
    private final Clock clock = Clock.systemUTC();

    AlertRulesBench(LocalSystem system, Http http) {
        this.system = system;
        this.http = http;
    }

    void run() throws Exception {
        fill();
        System.out.printf("%n| round | rules | s |%n| --- | ---: | ---: |%n");
        long begin = System.nanoTime();
        create();
        double created = seconds(begin);
        awaitJudged(RULES, Instant.EPOCH);
        double cold = seconds(begin);
        row("made, one request each", RULES, created);
        row("made and judged for the first time, all that is ordinary learned", RULES, cold);
        Instant boundary = nextBoundary();
        Thread.sleep(Duration.between(clock.instant(), boundary.plus(ALLOWANCE)));
        begin = System.nanoTime();
        // Drift is judged by the hour.
        int due = RULES - RULES / CONDITIONS.size();
        awaitJudged(due, boundary);
        double warm = seconds(begin);
        row("judged on the next bucket", due, warm);
        boolean isGood = cold < BUCKET.toSeconds() && warm < BUCKET.toSeconds();
        System.out.printf(
                "%nGoal: every round within a bucket of %d s: %s%n", BUCKET.toSeconds(), isGood ? "met" : "MISSED");
    }

    /** Straight into the raw table, and from there into the rollups as every inference. */
    private void fill() throws IOException, InterruptedException {
        var clickHouse = new RawClickHouse(system.engineAddresses(), RawClickHouse.DATABASE);
        long step = BUCKET.toSeconds();
        Instant until = Instant.ofEpochSecond(clock.instant().getEpochSecond() / step * step)
                .plus(BUCKET.multipliedBy(12));
        long stepsOfDay = DAY.dividedBy(BUCKET);
        // A day at a time: all of it at once is more memory than ClickHouse is given.
        for (Instant day = until.minus(PAST); day.isBefore(until); day = day.plus(DAY)) {
            clickHouse.ask(
                    Resources.text("alert-history.sql"),
                    Map.of(
                            "workspace",
                            system.workspace(),
                            "models",
                            MODELS,
                            "from",
                            day.getEpochSecond(),
                            "count",
                            stepsOfDay * MODELS));
        }
        System.out.printf(
                "%d models, %d days in steps of 5 minutes, %d inferences with 36 predictions each%n",
                MODELS, PAST.toDays(), PAST.dividedBy(BUCKET) * MODELS);
    }

    private void create() throws IOException, InterruptedException {
        for (int number = 0; number < RULES; number++) {
            String rule = "{\"name\": \"%d\", \"model\": \"model-%d\", %s}"
                    .formatted(number, number / CONDITIONS.size() % MODELS, CONDITIONS.get(number % CONDITIONS.size()));
            int status = http.post("/alert-rules", rule);
            if (status != 201) {
                throw new IllegalStateException("no rule: " + status + " for " + rule);
            }
        }
    }

    private void awaitJudged(int rules, Instant until) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (judged(until) < rules) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not judged within " + PATIENCE.toMinutes() + " min");
            }
            // Often enough for seconds, seldom enough not to be measured.
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private long judged(Instant until) throws IOException, InterruptedException {
        return JUDGED_UNTIL
                .matcher(http.answer("/alert-rules").body())
                .results()
                .filter(found -> !Instant.parse(found.group(1)).isBefore(until))
                .count();
    }

    private Instant nextBoundary() {
        long step = BUCKET.toSeconds();
        return Instant.ofEpochSecond(
                Math.ceilDiv(clock.instant().minus(ALLOWANCE).getEpochSecond(), step) * step);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void row(String round, int rules, double seconds) {
        System.out.printf(Locale.ROOT, "| %s | %d | %.1f |%n", round, rules, seconds);
    }
}
