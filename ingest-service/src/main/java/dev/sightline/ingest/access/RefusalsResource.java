package dev.sightline.ingest.access;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.RequestRefused;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/refusals}: what came with the workspace's keys, and what was refused and why. */
@Path("/v1/refusals")
@Tag(name = "help")
public class RefusalsResource {
    private final Gate gate;
    private final KeyActivity activity;

    RefusalsResource(Gate gate, KeyActivity activity) {
        this.gate = gate;
        this.activity = activity;
    }

    /**
     * A request that was refused.
     *
     * @param at the last time
     * @param path without its query, which may hold a key
     * @param reason the last part of the problem's type
     * @param field what was wrong; null when it was not a field
     * @param count how often the same was refused
     */
    public record Refusal(
            @Nullable Instant at,
            String method,
            String path,
            int status,
            String reason,
            String detail,
            @Nullable String field,
            long count) {
        static Refusal of(RequestRefused refused) {
            return new Refusal(
                    KeyActivity.instant(refused.getRefusedAtMicros()),
                    refused.getMethod(),
                    refused.getPath(),
                    refused.getStatus(),
                    refused.getReason(),
                    refused.getDetail(),
                    refused.getField().isEmpty() ? null : refused.getField(),
                    refused.getCount());
        }
    }

    /**
     * A key and what came with it.
     *
     * @param lastReceivedAt when it was last let in; null when it was refused whenever it came
     * @param refusals the latest first
     */
    public record KeyUse(String keyId, @Nullable Instant lastReceivedAt, List<Refusal> refusals) {
        static KeyUse of(ApiKeyActivity activity) {
            return new KeyUse(
                    activity.getKeyId(),
                    KeyActivity.instant(activity.getLastUsedAtMicros()),
                    activity.getRefusalsList().stream().map(Refusal::of).toList());
        }
    }

    /** The workspace's keys that were used here since this instance started. */
    public record Uses(List<KeyUse> keys) {}

    /** Tells what came. */
    @GET
    @Operation(
            summary = "What was last received with each key, and what was refused and why",
            description = "Of the instance that answers, since its start. Takes a key with the scope \"read\".")
    public Uses uses(@Context HttpServerRequest request) {
        return new Uses(
                activity.of(gate.admitReader(request)).stream().map(KeyUse::of).toList());
    }

    /** Remembers every problem that is answered to a key which exists, and every answer to one that does not. */
    @ServerResponseFilter
    public void remember(HttpServerRequest request, ContainerRequestContext asked, ContainerResponseContext answer) {
        if (answer.getStatus() >= 400 && answer.getEntity() instanceof Map<?, ?> problem) {
            gate.noteRefusal(request, problem);
        }
    }
}
