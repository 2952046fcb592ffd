package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * How long the dashboard's questions take on 90 days of inferences, asked of query-service one after the other; and what
 * the rollups save. Goal: the overview within 50 ms at the 95th percentile.
 *
 * <p>The history goes into the raw table by SQL, day by day, and from there through the same views into the rollups as
 * every inference does. Windows do not end on a quarter-hour, and each question has another window than the one before.
 */
final class QueryBench {
    static final long INFERENCES = 20_000_000;

    private static final int DAYS = 90;
    private static final int WARM_UP = 40;
    private static final int QUESTIONS = 100;
    private static final Duration GOAL = Duration.ofMillis(50);
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    private final String workspace;
    private final Http http;
    private final RawClickHouse clickHouse;
    private final Instant end = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);

    QueryBench(LocalSystem system, Http http) {
        this.workspace = system.workspace();
        this.http = http;
        this.clickHouse = new RawClickHouse(system.engineAddresses(), RawClickHouse.DATABASE);
    }

    void run(long inferences) throws Exception {
        fill(inferences);
        System.out.printf(
                "%n| question | window | median, ms | p95, ms | longest, ms |%n| --- | --- | ---: | ---: | ---: |%n");
        for (var window :
                Map.of(1, "1 h", 24, "24 h", 24 * 7, "7 d", 24 * 30, "30 d", 24 * 90, "90 d").entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            var length = Duration.ofHours(window.getKey());
            ask("overview", window.getValue(), i -> "/overview?time_zone=Europe/Berlin&" + window(length, i));
            ask("models", window.getValue(), i -> "/models?" + window(length, i));
            ask("devices", window.getValue(), i -> "/devices?" + window(length, i));
        }
        var month = Duration.ofDays(30);
        ask("50 inferences, first page", "30 d", i -> "/inferences?" + window(month, i));
        ask("… of one model", "30 d", i -> "/inferences?model_id=weld/2&" + window(month, i));
        ask("… of one device", "30 d", i -> "/inferences?device_id=line-7&" + window(month, i));
        turnPages("… page after page", "/inferences?limit=50&" + window(month, 0));
        turnPages("… of one model, page after page", "/inferences?limit=50&model_id=weld/2&" + window(month, 0));
        System.out.printf(Locale.ROOT, "%nGoal: overview within %d ms at p95.%n%n", GOAL.toMillis());
        new RollupSavings(clickHouse, workspace, end).run();
    }

    private void fill(long inferences) throws Exception {
        long begin = System.nanoTime();
        long perDay = inferences / DAYS;
        String sql = Resources.text("history.sql");
        for (int day = DAYS; day > 0; day--) {
            clickHouse.ask(
                    sql,
                    Map.of(
                            "workspace", workspace,
                            "day", day,
                            "day_start", end.minus(Duration.ofDays(day)).getEpochSecond(),
                            "count", perDay));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        awaitMerges();
        System.out.printf(
                Locale.ROOT,
                "%s inferences over %d days in %.0f s, on disk: %s%n",
                clickHouse.ask("SELECT count() FROM inference", Map.of()).text(),
                DAYS,
                seconds,
                clickHouse.ask(Resources.text("sizes.sql"), Map.of()).text());
    }

    /** Merges take the processors from the questions; a running system has mostly done with what is old. */
    private void awaitMerges() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        String running = "SELECT count() FROM system.merges WHERE database = currentDatabase()";
        while (!clickHouse.ask(running, Map.of()).text().equals("0") && System.nanoTime() < end) {
            Thread.sleep(1000);
        }
    }

    /** Each window ends seven minutes before the last day does, or a few more. */
    private String window(Duration length, int question) {
        var until = end.minus(Duration.ofMinutes(7L + question % 60));
        return "from=" + until.minus(length) + "&until=" + until;
    }

    private void ask(String name, String window, IntFunction<String> question) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            timed(question.apply(i));
        }
        var micros = new Histogram(3);
        for (int i = 0; i < QUESTIONS; i++) {
            micros.recordValue(timed(question.apply(i)).micros());
        }
        print(name, window, micros);
    }

    private void turnPages(String name, String first) throws Exception {
        var micros = new Histogram(3);
        String path = first;
        for (int page = 0; page < QUESTIONS; page++) {
            var answer = timed(path);
            micros.recordValue(answer.micros());
            var cursor = NEXT_CURSOR.matcher(answer.body());
            if (!cursor.find()) {
                break;
            }
            path = first + "&cursor=" + cursor.group(1);
        }
        print(name, "30 d", micros);
    }

    private Timed timed(String path) throws Exception {
        long begin = System.nanoTime();
        var answer = http.query(path);
        long micros = (System.nanoTime() - begin) / 1000;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return new Timed(answer.body(), micros);
    }

    private static void print(String name, String window, Histogram micros) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.1f |%n",
                name,
                window,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private record Timed(String body, long micros) {}
}
