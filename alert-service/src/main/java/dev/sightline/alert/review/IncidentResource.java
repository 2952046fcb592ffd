package dev.sightline.alert.review;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.CurrentCaller;
import dev.sightline.alert.incidents.IncidentEvent;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.review.IncidentView.Comment;
import dev.sightline.alert.review.IncidentView.IncidentDetails;
import dev.sightline.alert.review.IncidentView.IncidentList;
import dev.sightline.alert.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The incidents of the workspace. */
@Path("/api/v1/incidents")
@Tag(name = "Incidents")
class IncidentResource {
    private static final int LONGEST_COMMENT = 4000;

    private final Incidents incidents;
    private final IncidentReview review;
    private final Database database;
    private final CurrentCaller caller;
    private final Clock clock;

    IncidentResource(Incidents incidents, IncidentReview review, Database database, CurrentCaller caller, Clock clock) {
        this.incidents = incidents;
        this.review = review;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(operationId = "listIncidents", summary = "Incidents, newest first")
    public IncidentList list(
            @RestQuery @Parameter(description = "open or resolved; both when left out") @Nullable String state,
            @RestQuery @Nullable String model,
            @RestQuery("device_id") @Nullable String deviceId,
            @RestQuery("rule_id") @Nullable UUID ruleId,
            @RestQuery @Parameter(description = "Opened before then") @Nullable String before,
            @RestQuery
                    @Parameter(description = "What stands behind this incident: for the next page, the last one's id")
                    @Nullable UUID after,
            @RestQuery @DefaultValue("50") int limit) {
        var filter = new Incidents.IncidentFilter(
                caller.workspace(),
                isOpen(state),
                model,
                deviceId,
                ruleId,
                time(before),
                after,
                Math.clamp(limit, 1, 200));
        return new IncidentList(database.inTransaction(transaction -> incidents.list(transaction, filter).stream()
                .map(IncidentView::of)
                .toList()));
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(operationId = "getIncident", summary = "One incident with its timeline and the figures around it")
    public IncidentDetails get(@RestPath UUID id) {
        return review.details(id);
    }

    @POST
    @Path("/{id}/acknowledge")
    @RunOnVirtualThread
    @Operation(operationId = "acknowledgeIncident", summary = "Say that somebody is at it")
    public IncidentView acknowledge(@RestPath UUID id) {
        caller.mayChange();
        Instant now = clock.instant();
        return database.inTransaction(transaction -> {
            review.find(transaction, id);
            incidents.acknowledge(transaction, id, now, caller.shown());
            incidents.note(transaction, id, IncidentEvent.by(caller.shown(), now, "acknowledged", null));
            return IncidentView.of(review.find(transaction, id));
        });
    }

    @POST
    @Path("/{id}/comment")
    @RunOnVirtualThread
    @Operation(operationId = "commentIncident", summary = "Add a line to the timeline")
    public IncidentDetails comment(@RestPath UUID id, @Nullable Comment comment) {
        caller.mayChange();
        String text = comment == null ? null : comment.text();
        if (text == null || text.isBlank() || text.length() > LONGEST_COMMENT) {
            throw ProblemException.input("text", text, "1 to " + LONGEST_COMMENT + " characters");
        }
        database.inTransaction(transaction -> {
            review.find(transaction, id);
            incidents.note(
                    transaction, id, IncidentEvent.by(caller.shown(), clock.instant(), "commented", text.strip()));
            return id;
        });
        return review.details(id);
    }

    @POST
    @Path("/{id}/resolve")
    @RunOnVirtualThread
    @Operation(
            operationId = "resolveIncident",
            summary = "End an incident by hand",
            description = "If the condition still holds, the next two breaches open another.")
    public IncidentView resolve(@RestPath UUID id) {
        caller.mayChange();
        return database.inTransaction(transaction -> IncidentView.of(review.resolve(transaction, id)));
    }

    @POST
    @Path("/{id}/accept")
    @RunOnVirtualThread
    @Operation(
            operationId = "acceptIncident",
            summary = "Take the present level as the new normal",
            description =
                    "Of confidence drops. Ends the incident; what is ordinary is learned anew from where it began, and judged against once 12 hours are known.")
    public IncidentView accept(@RestPath UUID id) {
        caller.mayChange();
        return database.inTransaction(transaction -> IncidentView.of(review.accept(transaction, id)));
    }

    private static @Nullable Boolean isOpen(@Nullable String state) {
        return switch (state) {
            case null -> null;
            case "open" -> true;
            case "resolved" -> false;
            default -> throw ProblemException.input("state", state, "open or resolved");
        };
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.input("before", text, "a time in RFC 3339");
        }
    }
}
