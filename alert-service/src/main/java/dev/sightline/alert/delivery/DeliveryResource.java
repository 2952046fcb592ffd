package dev.sightline.alert.delivery;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.CurrentCaller;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.Transaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What was sent, to whom, and what was not. */
@Path("/api/v1/deliveries")
@Tag(name = "Deliveries")
class DeliveryResource {
    private final Database database;
    private final Addresses addresses;
    private final CurrentCaller caller;
    private final Clock clock;

    DeliveryResource(Database database, Addresses addresses, CurrentCaller caller, Clock clock) {
        this.database = database;
        this.addresses = addresses;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(operationId = "listDeliveries", summary = "The delivery log, newest first")
    public DeliveryList list(
            @RestQuery("incident_id") @Nullable UUID incidentId,
            @RestQuery("rule_id") @Nullable UUID ruleId,
            @RestQuery @Parameter(description = "pending, sending, sent, failed, held or cancelled") @Nullable String state,
            @RestQuery @DefaultValue("50") int limit) {
        return new DeliveryList(database.inTransaction(transaction -> transaction
                .sql("""
                        SELECT * FROM delivery
                        WHERE workspace = :workspace
                          AND (CAST(:incident_id AS uuid) IS NULL OR incident_id = CAST(:incident_id AS uuid))
                          AND (CAST(:rule_id AS uuid) IS NULL OR rule_id = CAST(:rule_id AS uuid))
                          AND (CAST(:state AS text) IS NULL OR state = CAST(:state AS text))
                        ORDER BY created_at DESC, id
                        LIMIT :limit
                        """)
                .with("workspace", caller.workspace())
                .with("incident_id", incidentId)
                .with("rule_id", ruleId)
                .with("state", state == null ? null : state.toUpperCase(Locale.ROOT))
                .with("limit", Math.clamp(limit, 1, 200))
                .rows(row -> DeliveryView.of(Delivery.of(row)))));
    }

    @POST
    @Path("/{id}/resend")
    @RunOnVirtualThread
    @Operation(operationId = "resendDelivery", summary = "Try again what has failed or was not sent")
    public DeliveryView resend(@RestPath UUID id) {
        caller.mayChange();
        return database.inTransaction(transaction -> {
            var delivery = find(transaction, id);
            boolean isOver = switch (delivery.state()) {
                case FAILED, HELD, CANCELLED -> true;
                case PENDING, SENDING, SENT -> false;
            };
            if (!isOver) {
                throw ProblemException.conflict(
                        "only what has failed, was held back or cancelled can be sent again; this is "
                                + delivery.state().name().toLowerCase(Locale.ROOT));
            }
            String obstacle = delivery.target().channel() == Target.Channel.EMAIL
                    ? addresses.obstacle(
                            transaction, delivery.notice(), delivery.target().address())
                    : null;
            if (obstacle != null) {
                throw ProblemException.conflict("nobody is written to against their will: " + obstacle);
            }
            return transaction
                    .sql("""
                            UPDATE delivery SET state = 'PENDING', attempts = 0, next_attempt_at = :now, is_alone = true
                            WHERE id = :id RETURNING *
                            """)
                    .with("id", id)
                    .with("now", clock.instant())
                    .first(row -> DeliveryView.of(Delivery.of(row)))
                    .orElseThrow();
        });
    }

    private Delivery find(Transaction transaction, UUID id) {
        return transaction
                .sql("SELECT * FROM delivery WHERE workspace = :workspace AND id = :id FOR UPDATE")
                .with("workspace", caller.workspace())
                .with("id", id)
                .first(Delivery::of)
                .orElseThrow(() -> ProblemException.notFound("delivery"));
    }

    /** The delivery log. */
    @Schema(name = "DeliveryList")
    record DeliveryList(List<DeliveryView> deliveries) {}

    /** One message to one recipient. */
    @Schema(name = "Delivery")
    record DeliveryView(
            UUID id,
            UUID ruleId,
            String ruleName,
            @Nullable UUID incidentId,

            @Schema(
                    enumeration = {
                        "opened",
                        "escalated",
                        "resolved",
                        "no_data",
                        "data_back",
                        "failed",
                        "flapping",
                        "blind",
                        "sees_again",
                        "confirmation",
                        "test"
                    })
            String kind,

            String subject,

            @Schema(enumeration = {"email", "webhook", "slack"})
            String channel,

            String recipient,

            @Schema(enumeration = {"pending", "sending", "sent", "failed", "held", "cancelled"})
            String state,

            int attempts,

            @Schema(description = "What the last attempt failed of, or why there is none") @Nullable String lastError,

            Instant createdAt,

            @Schema(description = "Of a pending one") @Nullable Instant nextAttemptAt,

            @Nullable Instant sentAt) {
        private static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.id(),
                    delivery.ruleId(),
                    delivery.notice().ruleName(),
                    delivery.incidentId(),
                    delivery.notice().kind().name().toLowerCase(Locale.ROOT),
                    delivery.notice().subject(),
                    delivery.target().channel().name().toLowerCase(Locale.ROOT),
                    delivery.target().address(),
                    delivery.state().name().toLowerCase(Locale.ROOT),
                    delivery.attempts(),
                    delivery.lastError(),
                    delivery.createdAt(),
                    delivery.state() == Delivery.State.PENDING ? delivery.nextAttemptAt() : null,
                    delivery.sentAt());
        }
    }
}
