package dev.sightline.query.account;

import dev.sightline.query.account.PasswordBodies.ForgottenPassword;
import dev.sightline.query.account.PasswordBodies.PasswordFromLink;
import dev.sightline.query.account.PasswordBodies.PasswordIdea;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.password.PasswordRules;
import dev.sightline.query.password.PasswordStrength;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Passwords that are forgotten and set anew. */
@Path("/api/v1")
@Tag(name = "Passwords", description = "Changed, forgotten, set anew.")
class PasswordResource {
    private final PasswordChanges changes;
    private final PasswordResets resets;
    private final PasswordRules rules;
    private final SignInAttempts attempts;
    private final CurrentCaller caller;

    PasswordResource(
            PasswordChanges changes,
            PasswordResets resets,
            PasswordRules rules,
            SignInAttempts attempts,
            CurrentCaller caller) {
        this.changes = changes;
        this.resets = resets;
        this.rules = rules;
        this.attempts = attempts;
        this.caller = caller;
    }

    @POST
    @Path("/password-resets")
    @SecurityRequirements
    @Operation(
            operationId = "forgetPassword",
            summary = "Ask for a link by which a new password can be set",
            description = "By mail. The answer is the same whether anybody has this e-mail or not.")
    @APIResponse(responseCode = "202", description = "If somebody has this e-mail, a mail is on its way")
    public Uni<RestResponse<Void>> forget(@Nullable ForgottenPassword forgotten) {
        String email = NewInvitation.address(forgotten == null ? null : forgotten.email());
        attempts.admitReset(email, caller.client().address());
        return resets.ask(email).replaceWith(() -> RestResponse.status(RestResponse.Status.ACCEPTED));
    }

    @POST
    @Path("/password-resets/use")
    @SecurityRequirements
    @Operation(
            operationId = "setForgottenPassword",
            summary = "Set a new password by a link",
            description = "Once, within an hour. Ends all of the person's sessions.")
    @APIResponse(responseCode = "204", description = "Set; sign in with it")
    @APIResponse(
            responseCode = "410",
            description = "Used or expired",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> use(@Nullable PasswordFromLink body) {
        return changes.reset(
                body == null ? null : body.token(), body == null ? null : body.password(), caller.client());
    }

    @POST
    @Path("/password-strength")
    @SecurityRequirements
    @Operation(
            operationId = "measurePassword",
            summary = "How hard a password is to guess, in words",
            description = "Nothing of it is kept.")
    @APIResponse(
            responseCode = "200",
            description = "The measure",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PasswordStrength.class)))
    public PasswordStrength measure(@Nullable PasswordIdea idea) {
        String password = idea == null ? null : idea.password();
        if (idea == null || password == null) {
            throw ProblemException.input("password", null, "a password");
        }
        attempts.admitMeasure(caller.client().address());
        String email = idea.email();
        return rules.strength(password, email == null ? List.of() : List.of(email));
    }
}
