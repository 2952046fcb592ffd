package dev.sightline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo against an HTTP server that counts. */
class DemoTest {
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int refusal = 503;
    private final HttpServer server;

    DemoTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean isRefused = refusals.getAndDecrement() > 0;
            if (isRefused) {
                exchange.getResponseHeaders().add("Retry-After", "0");
            } else {
                requests.add(exchange.getRequestMethod()
                        + ' '
                        + exchange.getRequestURI().getPath());
            }
            byte[] answer = "{\"accepted\":1,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isRefused ? refusal : 202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void history_and_live_go_through_the_public_endpoints() throws InterruptedException {
        run(1, Duration.ofMillis(1));

        assertThat(requests).contains("POST /v1/inferences", "POST /inference-stats", "POST /v1/heartbeats");
        assertThat(requests).anyMatch(request -> request.matches("PUT /v1/inferences/[0-9a-f-]{36}/image"));
        assertThat(said).anyMatch(line -> line.startsWith("history: day 1 of 1, "));
    }

    @Test
    void a_system_that_asks_for_patience_gets_it() throws InterruptedException {
        refusals.set(3);

        run(1, Duration.ZERO);

        assertThat(said.getLast()).startsWith("history is there");
    }

    @Test
    void a_key_that_was_just_made_is_waited_for() throws InterruptedException {
        refusals.set(2);
        refusal = 401;

        run(1, Duration.ZERO);

        assertThat(said.getLast()).startsWith("history is there");
    }

    @Test
    void a_key_without_the_scope_ends_the_demo_with_the_reason() {
        refusals.set(Integer.MAX_VALUE);
        refusal = 403;

        assertThatThrownBy(() -> run(1, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("403");
    }

    @Test
    void options_are_read_and_wrong_ones_named() {
        var options = DemoOptions.parse(List.of("--ingest", "http://localhost:8081", "--key", "k", "--history-only"));

        assertThat(options.days()).isEqualTo(8);
        assertThat(options.live()).isEqualTo(Duration.ZERO);
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--key", "k"))).hasMessageContaining("--ingest");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--pace", "1"))).hasMessageContaining("--pace");
    }

    private void run(int days, Duration live) throws InterruptedException {
        var ingest = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Demo.run(new DemoOptions(ingest, "key", days, 1, 1, live), Clock.systemUTC(), said::add, () -> {});
    }
}
