package dev.sightline.alert.devices;

import dev.sightline.alert.Problem;
import dev.sightline.alert.access.Access;
import dev.sightline.alert.access.Gate;
import dev.sightline.contract.access.Session;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Which devices of the caller's workspace live. */
@Path("/api/v1/devices/states")
class DeviceStatesResource {
    private final Gate gate;
    private final DeviceStates states;

    DeviceStatesResource(Gate gate, DeviceStates states) {
        this.gate = gate;
        this.states = states;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getDeviceStates", summary = "The state of every device that has sent a heartbeat")
    @APIResponse(
            responseCode = "200",
            description = "The devices of the caller's workspace, by name",
            content = @Content(schema = @Schema(implementation = DeviceStatesView.class)))
    @APIResponse(
            responseCode = "401",
            description = "No session and no API key, or one that is not valid",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "403",
            description = "An API key without scope read",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<?>> get(
            @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
            @Parameter(hidden = true) @HeaderParam("X-API-Key") @Nullable String apiKey,
            @Parameter(hidden = true) @CookieParam(Session.COOKIE) @Nullable String session) {
        return switch (gate.reader(authorization, apiKey, session)) {
            case Access.Granted reader ->
                states.of(reader.workspace())
                        .map(view -> ResponseBuilder.ok(view)
                                .header("Cache-Control", "no-store")
                                .build());
            case Access.Unknown nobody -> refusal(RestResponse.Status.UNAUTHORIZED, nobody.detail());
            case Access.Forbidden known -> refusal(RestResponse.Status.FORBIDDEN, known.detail());
        };
    }

    private static Uni<RestResponse<?>> refusal(RestResponse.Status status, String detail) {
        return Uni.createFrom()
                .item(ResponseBuilder.create(
                                status, Problem.of(status.getStatusCode(), status.getReasonPhrase(), detail))
                        .type(Problem.MEDIA_TYPE)
                        .build());
    }
}
