package dev.sightline.query.account;

import dev.sightline.query.account.PasswordBodies.PasswordChange;
import dev.sightline.query.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's own password. */
// A class of its own: the resource of the session would be asked for every path below its own.
@Path("/api/v1/session/password")
@Tag(name = "Passwords", description = "Changed, forgotten, set anew.")
class OwnPasswordResource {
    private final PasswordChanges changes;
    private final SignInAttempts attempts;
    private final CurrentCaller caller;

    OwnPasswordResource(PasswordChanges changes, SignInAttempts attempts, CurrentCaller caller) {
        this.changes = changes;
        this.attempts = attempts;
        this.caller = caller;
    }

    @PUT
    @Operation(
            operationId = "changePassword",
            summary = "Change your password",
            description = "Ends all of your sessions but the present one.")
    @APIResponse(responseCode = "204", description = "Changed")
    public Uni<Void> change(@Nullable PasswordChange change) {
        var person = caller.get().person();
        attempts.admit("password of " + person.personId(), caller.client().address());
        return changes.change(
                        person,
                        caller.actor(),
                        change == null ? null : change.currentPassword(),
                        change == null ? null : change.password())
                .invoke(() -> attempts.succeeded(caller.client().address()));
    }
}
