package dev.sightline.query.live;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/** What is new, as server-sent events. */
@Path("/api/v1/events")
@Tag(name = "Live")
class LiveResource {
    private static final long RECONNECT_AFTER_MILLIS = 3000;

    private final LiveStreams streams;
    private final CurrentCaller caller;

    LiveResource(LiveStreams streams, CurrentCaller caller) {
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    // Proxies that read this hand each event on as it comes.
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            operationId = "listenToEvents",
            summary = "Hear when there is something new",
            description =
                    "Server-sent events. `stored` says that new inferences of the workspace can be asked for, at most"
                            + " once a second however many there are; its data is {}. A comment every 15 seconds says that the"
                            + " connection lives. Nothing is repeated: Last-Event-ID is ignored, and whoever connects again asks"
                            + " for the figures once. The stream ends with its session or API key.")
    @APIResponse(
            responseCode = "200",
            description = "The events, until somebody hangs up",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(type = SchemaType.STRING, examples = "event: stored\ndata: {}\n\n")))
    @APIResponse(
            responseCode = "429",
            description = "The workspace has as many streams open as it may have; Retry-After says when to try again",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Multi<OutboundSseEvent> listen(@Context Sse sse) {
        caller.get().mayRead();
        return streams.open(caller.get()).map(event -> written(event, sse));
    }

    private static OutboundSseEvent written(LiveEvent event, Sse sse) {
        return switch (event) {
            case STORED -> sse.newEventBuilder().name("stored").data("{}").build();
            case BEAT ->
                sse.newEventBuilder()
                        .comment("still here")
                        .reconnectDelay(RECONNECT_AFTER_MILLIS)
                        .build();
        };
    }
}
