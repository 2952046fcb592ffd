package dev.sightline.ingest.events;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Which trace the events of a request belong to. */
public final class Traces {
    private static final String TRACEPARENT = "traceparent";

    private Traces() {}

    /**
     * As W3C writes it: our own span of the request where traces are made, and else what the sender says; null when it says
     * nothing. Asked once for a request, whatever it brings.
     */
    public static @Nullable String traceparent(HttpServerRequest request) {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                        + span.getTraceFlags().asHex()
                : request.getHeader(TRACEPARENT);
    }
}
