package dev.sightline.stats.consume;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.stats.TestEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server before the real ClickHouse, which spoils what becomes of inserts until it is healed. */
final class FaultyClickHouse implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "http2-settings");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Fault fault;
    private final CountDownLatch healed = new CountDownLatch(1);

    /** What becomes of an insert. */
    enum Fault {
        /** It is refused, as when the disk is full. */
        REFUSED,
        /** It is done, and the answer says that it is not. */
        DONE_AND_DENIED,
        /** There is no answer. */
        UNANSWERED
    }

    FaultyClickHouse(Fault fault) throws IOException {
        this.fault = fault;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void heal() {
        healed.countDown();
    }

    @Override
    public void close() {
        heal();
        server.stop(0);
        threads.close();
        client.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean isInsert =
                    String.valueOf(exchange.getRequestURI().getQuery()).contains("INSERT");
            if (!isInsert || healed.getCount() == 0) {
                passOn(exchange, ask(exchange, body));
                return;
            }
            if (fault == Fault.UNANSWERED) {
                healed.await();
                return;
            }
            if (fault == Fault.DONE_AND_DENIED) {
                ask(exchange, body);
            }
            byte[] denial = "Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", "243");
            exchange.sendResponseHeaders(500, denial.length);
            exchange.getResponseBody().write(denial);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var uri = URI.create(TestEngines.address("SIGHTLINE_CLICKHOUSE_URL") + exchange.getRequestURI());
        var request = HttpRequest.newBuilder(uri)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void passOn(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
