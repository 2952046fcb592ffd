package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.local.LocalSystem;
import dev.sightline.local.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A process of stats-service that reaches ClickHouse through a {@link FaultProxy} of its own. */
final class StatsInstance implements AutoCloseable {
    /** The goal is ten seconds on a machine that does nothing else; the rest is for one that does. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Part part;
    private final FaultProxy proxy;
    private final String address;

    StatsInstance(LocalSystem system, int number, Map<String, String> settings) {
        // The services have the base and the four after it, the engines begin ten above.
        int port = system.ports().base() + 4 + number;
        proxy = new FaultProxy(system.ports().clickHouse());
        // By the name that the session's cookie is for.
        address = "http://localhost:" + port;
        var all = new LinkedHashMap<>(settings);
        all.put("STATS_INSTANCE", Integer.toString(number));
        all.put("SIGHTLINE_CLICKHOUSE_URL", proxy.url());
        part = system.anotherStats("stats-service-" + number, port, all);
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** Where it listens. */
    String address() {
        return address;
    }

    long pid() {
        return part.pid();
    }

    /** Starts it and returns when it is ready, with the time that took. */
    Duration start() {
        long begin = System.nanoTime();
        part.start();
        await("stats-service is ready")
                .atMost(BACK_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(part::isReady);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Bytes on its heap, by its own metrics; with what is not collected yet. */
    long heapBytes() {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + "/q/metrics"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        part.kill();
    }

    /** Ends it in good order. */
    void stop() {
        part.stop(Duration.ofSeconds(15));
    }

    /** {@code SIGSTOP}: it is there and does nothing, and knows nothing of that. */
    void pause() {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    void resume() {
        signal("CONT");
    }

    /** Works also on a paused one. */
    @Override
    public void close() {
        part.stop(Duration.ZERO);
        proxy.close();
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(part.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(status).as("kill -%s", name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
