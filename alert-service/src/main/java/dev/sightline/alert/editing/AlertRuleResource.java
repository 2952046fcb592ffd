package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.CurrentCaller;
import dev.sightline.alert.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The alert rules of the workspace. */
@Path("/api/v1/alert-rules")
@Tag(name = "Alert rules")
class AlertRuleResource {
    private final RuleEditing editing;
    private final RulePreview preview;
    private final Database database;
    private final CurrentCaller caller;
    private final Clock clock;

    AlertRuleResource(RuleEditing editing, RulePreview preview, Database database, CurrentCaller caller, Clock clock) {
        this.editing = editing;
        this.preview = preview;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(operationId = "listAlertRules", summary = "The rules, in the order in which they were made")
    public AlertRuleList list() {
        return new AlertRuleList(database.inTransaction(editing::list));
    }

    @POST
    @ResponseStatus(201)
    @RunOnVirtualThread
    @Operation(operationId = "createAlertRule", summary = "Make a rule")
    public AlertRuleView create(@Nullable RuleForm form) {
        caller.mayChange();
        return database.inTransaction(transaction -> editing.create(transaction, form));
    }

    @GET
    @Path("/templates")
    @Operation(operationId = "listAlertRuleTemplates", summary = "Ready-made rules; each can be posted as it is")
    public RuleTemplates templates() {
        return RuleTemplates.ALL;
    }

    @GET
    @Path("/usual")
    @Operation(operationId = "listUsualAlertRuleValues", summary = "What is filled in where a rule says nothing")
    public RuleUsual usual() {
        return RuleUsual.ALL;
    }

    @POST
    @Path("/preview")
    @RunOnVirtualThread
    @Operation(
            operationId = "previewAlertRule",
            summary = "What a rule would have done in the last 7 days",
            description = "Nothing is stored and nobody is told.")
    public Preview preview(@Nullable RuleForm form) {
        return preview.of(form);
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(operationId = "getAlertRule", summary = "One rule, and where its series stand")
    public AlertRuleView get(@RestPath UUID id) {
        return database.inTransaction(transaction -> editing.get(transaction, id));
    }

    @PUT
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(
            operationId = "replaceAlertRule",
            summary = "Change a rule",
            description = "One that watches for something else begins anew: its open incidents are closed.")
    public AlertRuleView replace(@RestPath UUID id, @Nullable RuleForm form) {
        caller.mayChange();
        return database.inTransaction(transaction -> editing.replace(transaction, id, form));
    }

    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(operationId = "deleteAlertRule", summary = "Delete a rule; its incidents stay, and open ones are closed")
    public void delete(@RestPath UUID id) {
        caller.mayChange();
        database.inTransaction(transaction -> {
            editing.delete(transaction, id);
            return id;
        });
    }

    @POST
    @Path("/{id}/pause")
    @RunOnVirtualThread
    @Operation(operationId = "pauseAlertRule", summary = "Stop judging")
    public AlertRuleView pause(@RestPath UUID id) {
        caller.mayChange();
        return database.inTransaction(transaction -> editing.pause(transaction, id));
    }

    @POST
    @Path("/{id}/resume")
    @RunOnVirtualThread
    @Operation(
            operationId = "resumeAlertRule",
            summary = "Judge again, and end a silence",
            description = "What happened during a pause is not made up for.")
    public AlertRuleView resume(@RestPath UUID id) {
        caller.mayChange();
        return database.inTransaction(transaction -> editing.resume(transaction, id));
    }

    @POST
    @Path("/{id}/silence")
    @RunOnVirtualThread
    @Operation(
            operationId = "silenceAlertRule",
            summary = "Tell nobody until then",
            description = "Incidents open and close as ever. Whatever is still open then is told.")
    public AlertRuleView silence(@RestPath UUID id, @Nullable Silence silence) {
        caller.mayChange();
        Instant until = until(silence);
        return database.inTransaction(transaction -> editing.silence(transaction, id, until));
    }

    @POST
    @Path("/{id}/test")
    @ResponseStatus(202)
    @RunOnVirtualThread
    @Operation(
            operationId = "testAlertRule",
            summary = "Send a test message to everybody who hears of the rule, or to one of them")
    public TestSent test(@RestPath UUID id, @Nullable Test test) {
        caller.mayChange();
        String to = test == null ? null : test.to();
        return new TestSent(database.inTransaction(transaction -> editing.test(transaction, id, to)));
    }

    private Instant until(@Nullable Silence silence) {
        String got = silence == null ? null : silence.until();
        try {
            Instant until = got == null ? null : Instant.parse(got);
            if (until != null && until.isAfter(clock.instant())) {
                return until;
            }
        } catch (DateTimeParseException e) {
            throw ProblemException.input("until", got, "a time in RFC 3339");
        }
        throw ProblemException.input("until", got, "a time to come, in RFC 3339");
    }

    /** The rules of a workspace. */
    @Schema(name = "AlertRuleList")
    record AlertRuleList(List<AlertRuleView> alertRules) {}

    /** How long nobody is told. */
    @Schema(name = "AlertSilence", requiredProperties = "until")
    record Silence(@Nullable String until) {}

    /** Whom to send a test. */
    @Schema(name = "AlertTestInput")
    record Test(
            @Schema(description = "One of the rule's e-mail or webhook addresses; left out: all of them") @Nullable String to) {}

    /** To how many recipients a test goes. */
    @Schema(name = "AlertTest")
    record TestSent(int recipients) {}
}
