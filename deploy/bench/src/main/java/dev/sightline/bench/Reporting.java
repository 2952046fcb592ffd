package dev.sightline.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Clients that take every answer as it comes, and count what was answered: what is refused under pressure is no failure. */
final class Reporting implements AutoCloseable {
    /** Inferences of one request. */
    static final int EACH = 10;

    private static final int DIFFERENT = 500;
    private static final String NO_ANSWER = "no answer";

    private final Connections connections;
    private final List<byte[]> requests;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    Reporting(Connections connections) {
        this.connections = connections;
        requests = IntStream.range(0, DIFFERENT)
                .mapToObj(i -> connections.request("/v1/inferences", SampleReports.unnamed(EACH)))
                .toList();
    }

    /** Sends one request. */
    void send() {
        String answer;
        try {
            answer = Integer.toString(
                    connections.status(requests.get(ThreadLocalRandom.current().nextInt(requests.size()))));
        } catch (IOException e) {
            // Whether it was taken, nobody knows.
            answer = NO_ANSWER;
        }
        answers.computeIfAbsent(answer, key -> new LongAdder()).increment();
    }

    /** Inferences that were answered for. */
    long accepted() {
        return count("202") * EACH;
    }

    /** Inferences that may or may not have been taken: 503 says that Kafka did not acknowledge them in time. */
    long unknown() {
        return (count(NO_ANSWER) + count("503")) * EACH;
    }

    /** Requests by what was answered. */
    Map<String, Long> answers() {
        var counts = new TreeMap<String, Long>();
        answers.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }

    private long count(String answer) {
        var count = answers.get(answer);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void close() {
        connections.close();
    }
}
