package dev.sightline.bench;

import java.util.Locale;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Questions to query-service, one after the other over one connection, and a row of a table for each kind. */
final class Questions {
    private static final int WARM_UP = 20;
    private static final int QUESTIONS = 60;

    private final Http http;

    Questions(Http http) {
        this.http = http;
    }

    /** An answer's body, and how long it took from the request to its last byte. */
    record Timed(String body, long micros) {}

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
            micros.recordValue(timed(question.apply(i)).micros());
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
        return new Timed(answer.body(), micros);
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
