package dev.sightline.stats.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Spans of ranges and inserts.
 *
 * <p>A range whose records are of one trace goes on with it. One with records of several is a trace of its own with links to
 * them, of which there is a bound: a range may have 50 000.
 */
public final class Traces {
    private static final String NAME = "dev.sightline.stats";
    private static final int MOST_LINKS = 32;
    // version - trace id - span id - flags
    private static final int TRACEPARENT_LENGTH = 55;

    private Traces() {}

    /** Does the work of a range inside of its span. */
    public static void ofRange(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, Runnable work) {
        var parents = parents(records);
        var builder = GlobalOpenTelemetry.getTracer(NAME)
                .spanBuilder("process " + partition.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setNoParent()
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", partition.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(partition.partition()))
                .setAttribute("messaging.kafka.offset", records.getFirst().offset())
                .setAttribute("messaging.batch.message_count", records.size());
        if (parents.size() == 1) {
            builder.setParent(Context.root().with(Span.wrap(parents.getFirst())));
        } else {
            parents.forEach(builder::addLink);
        }
        within(builder.startSpan(), _ -> work.run());
    }

    /**
     * Does an insert inside of its span, if it is part of any.
     *
     * @param work is given the span as ClickHouse is to be told it; nothing when there is none
     */
    public static void ofInsert(String table, Consumer<Optional<String>> work) {
        if (!Span.current().getSpanContext().isValid()) {
            work.accept(Optional.empty());
            return;
        }
        Span span = GlobalOpenTelemetry.getTracer(NAME)
                .spanBuilder("INSERT " + table)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "clickhouse")
                .setAttribute("db.operation.name", "INSERT")
                .setAttribute("db.collection.name", table)
                .startSpan();
        within(span, context -> work.accept(Optional.of(traceparent(context))));
    }

    private static void within(Span span, Consumer<SpanContext> work) {
        try (Scope _ = span.makeCurrent()) {
            work.accept(span.getSpanContext());
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            span.recordException(e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** The span of each trace that was seen first. */
    static List<SpanContext> parents(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, SpanContext> byTrace = new LinkedHashMap<>();
        for (var record : records) {
            var header = record.headers().lastHeader("traceparent");
            if (header != null) {
                var parent = parse(new String(header.value(), StandardCharsets.US_ASCII));
                if (parent.isValid()) {
                    byTrace.putIfAbsent(parent.getTraceId(), parent);
                }
            }
            if (byTrace.size() == MOST_LINKS) {
                break;
            }
        }
        return List.copyOf(byTrace.values());
    }

    /** Without an identity when it is none: senders write what they like. */
    static SpanContext parse(String traceparent) {
        String[] parts = traceparent.length() == TRACEPARENT_LENGTH ? traceparent.split("-", 4) : new String[0];
        if (parts.length != 4 || parts[3].length() != 2 || !isHex(parts[3])) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String traceparent(SpanContext span) {
        return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                + span.getTraceFlags().asHex();
    }
}
