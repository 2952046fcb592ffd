package dev.sightline.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The very requests with which stats-service inserted inferences, byte by byte: taken down while one drain went through
 * here to ClickHouse, and sent again with nothing to prepare.
 */
final class PreparedBlocks implements AutoCloseable {
    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");
    // Of inferences alone: what else is inserted beside them is no block that stats-service waits for here.
    private static final Pattern INSERT = Pattern.compile("INSERT INTO `?inference`?[ (]");

    private final URI clickHouse;
    private final Path folder;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Block> blocks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();

    PreparedBlocks(String clickHouse, Path folder) throws IOException {
        this.clickHouse = URI.create(clickHouse);
        this.folder = Files.createDirectories(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    /** Where a stats-service has to send its inserts to have them taken down. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int count() {
        return blocks.size();
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Block block : blocks) {
            bytes += Files.size(block.body());
        }
        return bytes;
    }

    /**
     * Sends all blocks to a database with the same tables, over so many connections.
     *
     * @return seconds until the last was answered
     */
    double insert(String from, String database, int connections) throws Exception {
        var rest = new ConcurrentLinkedQueue<>(blocks);
        var failures = new ConcurrentLinkedQueue<Exception>();
        long begin = System.nanoTime();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(Thread.ofPlatform().start(() -> {
                for (Block block = rest.poll(); block != null && failures.isEmpty(); block = rest.poll()) {
                    try {
                        send(block, from, database);
                    } catch (IOException | InterruptedException e) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void send(Block block, String from, String database) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(clickHouse + "/?" + block.query().replace(from, database)))
                .POST(BodyPublishers.ofFile(block.body()));
        // The client names the database in a header.
        block.headers().forEach((name, value) -> request.header(name, value.replace(from, database)));
        var response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("ClickHouse: " + response.body());
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            var headers = new TreeMap<String, String>();
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.put(name, values.getFirst());
                }
            });
            if (INSERT.matcher(URLDecoder.decode(query, StandardCharsets.UTF_8)).find()) {
                // Two threads of stats-service send at once.
                var file = folder.resolve("block-" + number.getAndIncrement());
                Files.write(file, body);
                blocks.add(new Block(query, headers, file));
            }
            var request = HttpRequest.newBuilder(
                            URI.create(clickHouse + exchange.getRequestURI().toString()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Block(String query, Map<String, String> headers, Path body) {}
}
