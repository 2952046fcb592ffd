package dev.sightline.query.apikey;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The workspace's API keys. */
@Path("/api/v1/api-keys")
@Tag(name = "API keys", description = "Keys for inference servers and programs.")
class ApiKeyResource {
    private final ApiKeys keys;
    private final ApiKeyChanges changes;
    private final KeyActivities activities;
    private final CurrentCaller caller;

    ApiKeyResource(ApiKeys keys, ApiKeyChanges changes, KeyActivities activities, CurrentCaller caller) {
        this.keys = keys;
        this.changes = changes;
        this.activities = activities;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listApiKeys",
            summary = "The workspace's API keys",
            description = "Revoked ones included, the newest first.")
    @APIResponse(
            responseCode = "200",
            description = "The keys",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ApiKeyList.class)))
    public Uni<ApiKeyList> list() {
        caller.get().maySeeSettings();
        String workspace = caller.get().workspace();
        return keys.of(workspace).map(views -> new ApiKeyList(used(views, workspace)));
    }

    @GET
    @Path("/activity")
    @Operation(
            operationId = "getApiKeyActivity",
            summary = "What came with each API key, and what was refused",
            description = "Of each key the last report of each kind and the last refusals with their reason; within a"
                    + " quarter of a minute of the request. What was refused for a key that does not exist is told to"
                    + " every workspace, without the key and without names.")
    @APIResponse(
            responseCode = "200",
            description = "The keys with what came",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyActivityView.class)))
    public Uni<KeyActivityView> activity() {
        caller.get().maySeeSettings();
        String workspace = caller.get().workspace();
        return keys.of(workspace).map(views -> KeyActivityView.of(views, activities, workspace));
    }

    private List<ApiKeyView> used(List<ApiKeyView> views, String workspace) {
        var byKey = activities.of(workspace).stream().collect(Collectors.groupingBy(ApiKeyActivity::getKeyId));
        return views.stream()
                .map(view -> view.usedAt(
                        KeyActivityView.lastUsedAt(byKey.getOrDefault(view.id().toString(), List.of()))))
                .toList();
    }

    @POST
    @Operation(
            operationId = "createApiKey",
            summary = "Create an API key",
            description = "For owners. The key itself is shown in this answer only.")
    @APIResponse(
            responseCode = "201",
            description = "Created, and known to every service",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CreatedApiKey.class)))
    @APIResponse(
            responseCode = "503",
            description = "The other services could not be told; nothing was created that works",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<CreatedApiKey>> create(NewApiKey wanted) {
        caller.get().mayAdminister();
        return changes.create(caller.actor(), wanted)
                .map(created -> RestResponse.status(RestResponse.Status.CREATED, created));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key",
            description = "For owners. Every service refuses the key within 30 seconds.")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(
            responseCode = "503",
            description = "Revoked, but the other services could not be told yet; they will be",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> revoke(@RestPath UUID id) {
        caller.get().mayAdminister();
        return changes.revoke(caller.actor(), id);
    }
}
