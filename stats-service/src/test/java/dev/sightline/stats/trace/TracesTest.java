package dev.sightline.stats.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sightline.stats.TestConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.NativeBlock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void what_senders_call_a_trace_is_taken_when_it_is_one() {
        assertThat(Traces.parse(TRACEPARENT).getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(Traces.parse(TRACEPARENT).isSampled()).isTrue();
        assertThat(List.of("", "x", TRACEPARENT + "-", TRACEPARENT.replace('4', 'z'), TRACEPARENT.replace('-', 'a')))
                .allSatisfy(text -> assertThat(Traces.parse(text).isValid()).isFalse());
    }

    @Test
    void a_range_leads_to_a_bounded_number_of_traces_and_to_each_once() {
        assertThat(Traces.parents(List.of(record(TRACEPARENT), record(TRACEPARENT), record("nonsense"))))
                .singleElement()
                .extracting(SpanContext::getSpanId)
                .isEqualTo("00f067aa0ba902b7");

        var many = IntStream.rangeClosed(1, 100)
                .mapToObj(trace -> record("00-%032x-00f067aa0ba902b7-01".formatted(trace)))
                .toList();
        assertThat(Traces.parents(many)).hasSize(32);
        assertThat(Traces.parents(List.of())).isEmpty();
    }

    @Test
    void clickhouse_is_told_the_span_that_it_inserts_for_and_none_when_there_is_none() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            told.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("X-ClickHouse-Summary", "{\"written_rows\":\"0\"}");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        var clickHouse = new ClickHouse(TestConfig.of("any", Map.of("stats.clickhouse.url", url)));
        try {
            clickHouse.insert("inference", new NativeBlock(), "token");
            try (var _ = Span.wrap(Traces.parse(TRACEPARENT)).makeCurrent()) {
                clickHouse.insert("inference", new NativeBlock(), "token");
            }
        } finally {
            clickHouse.close();
            server.stop(0);
        }

        assertThat(told).hasSize(2).first().isEqualTo("null");
        assertThat(told.getLast()).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
    }

    private static ConsumerRecord<byte[], byte[]> record(String traceparent) {
        var record = new ConsumerRecord<byte[], byte[]>("inferences", 0, 0, null, null);
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        return record;
    }
}
