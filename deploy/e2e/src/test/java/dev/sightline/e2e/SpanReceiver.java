package dev.sightline.e2e;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Takes spans as any collector of OTLP over HTTP does, and keeps the last of them. */
public final class SpanReceiver implements AutoCloseable {
    private static final int KEPT = 20_000;

    private final HttpServer server;
    private final Deque<Span> spans = new ArrayDeque<>();

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /**
     * A span.
     *
     * @param links ids of the spans that it follows from in other traces
     */
    public record Span(String traceId, String id, String parentId, String name, List<String> links) {
        /** Whether it goes on from another, in its trace or by a link. */
        public boolean follows(Span other) {
            return parentId.equals(other.id) || links.contains(other.id);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Span> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = isPacked ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            keep(UnknownFieldSet.parseFrom(body.readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** By the numbers of OTLP's fields: resource spans, scope spans, spans. */
    private synchronized void keep(UnknownFieldSet request) throws IOException {
        for (var resource : inside(request, 1)) {
            for (var scope : inside(resource, 2)) {
                for (var span : inside(scope, 2)) {
                    spans.addLast(read(span));
                }
            }
        }
        while (spans.size() > KEPT) {
            spans.removeFirst();
        }
    }

    private static Span read(UnknownFieldSet span) throws IOException {
        var links = inside(span, 13).stream().map(link -> hex(link, 2)).toList();
        String name = span.getField(5).getLengthDelimitedList().getFirst().toStringUtf8();
        return new Span(hex(span, 1), hex(span, 2), hex(span, 4), name, links);
    }

    private static List<UnknownFieldSet> inside(UnknownFieldSet message, int field) throws IOException {
        var parts = new ArrayList<UnknownFieldSet>();
        for (ByteString part : message.getField(field).getLengthDelimitedList()) {
            parts.add(UnknownFieldSet.parseFrom(part));
        }
        return parts;
    }

    private static String hex(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream()
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                .findFirst()
                .orElse("");
    }
}
