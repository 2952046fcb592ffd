package dev.sightline.bench;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Questions to query-service, one after the other over one connection, and a row of a table for each kind. */
final class Questions {
    private static final int WARM_UP = 20;
    private static final int QUESTIONS = 60;

    private static final Pattern CLICKHOUSE = Pattern.compile("clickhouse;dur=([0-9.]+)");

    private final Http http;
    private final Histogram added = new Histogram(3);

    Questions(Http http) {
        this.http = http;
    }

    /**
     * An answer's body, and how long it took from the request to its last byte.
     *
     * @param clickHouseMicros of it by ClickHouse's own account, for all that was asked of it
     */
    record Timed(String body, long micros, long clickHouseMicros) {}

    void head() {
        System.out.printf("| question | window | median, ms | p95, ms | longest, ms | goal for p95 |%n"
                + "| --- | --- | ---: | ---: | ---: | --- |%n");
    }

    /** @param goal milliseconds; 0 for none */
    void ask(String name, String window, int goal, IntFunction<String> question) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            timed(question.apply(QUESTIONS + i));
        }
        var micros = new Histogram(3);
        for (int i = 0; i < QUESTIONS; i++) {
            var answer = timed(question.apply(i));
            micros.recordValue(answer.micros());
            added.recordValue(Math.max(0, answer.micros() - answer.clickHouseMicros()));
        }
        print(name, window, goal, micros);
    }

    Timed timed(String path) throws Exception {
        long begin = System.nanoTime();
        var answer = http.query(path);
        long micros = (System.nanoTime() - begin) / 1000;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        var clickHouse = answer.headers().firstValue("Server-Timing").map(CLICKHOUSE::matcher);
        if (clickHouse.isEmpty() || !clickHouse.get().find()) {
            throw new IllegalStateException(path + " does not say how long ClickHouse took");
        }
        return new Timed(
                answer.body(),
                micros,
                Math.round(1000 * Double.parseDouble(clickHouse.get().group(1))));
    }

    /** What all questions of {@link #ask} took beside ClickHouse's own time: query-service, both connections, this process. */
    void printAdded() {
        double p50 = added.getValueAtPercentile(50) / 1e3;
        double p99 = added.getValueAtPercentile(99) / 1e3;
        System.out.printf(
                Locale.ROOT,
                "%nbeside ClickHouse's own time, %d answers: median %.1f ms, p99 %.1f ms (goals 3 and 10: %s)%n",
                added.getTotalCount(),
                p50,
                p99,
                p50 <= 3 && p99 <= 10 ? "met" : "missed");
    }

    void print(String name, String window, int goal, Histogram micros) {
        double p95 = micros.getValueAtPercentile(95) / 1e3;
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.1f | %s |%n",
                name,
                window,
                micros.getValueAtPercentile(50) / 1e3,
                p95,
                micros.getMaxValue() / 1e3,
                goal == 0 ? "" : goal + (p95 <= goal ? ": met" : ": missed"));
    }
}
