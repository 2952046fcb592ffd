package dev.sightline.alert.evaluation;

import dev.sightline.alert.delivery.Chart;
import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.delivery.Outbox;
import dev.sightline.alert.delivery.Target;
import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.incidents.IncidentEvent;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.Limits;
import dev.sightline.alert.rules.Webhook;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the outbox what people have to be told, in the transaction of what happened.
 *
 * <p>What is silenced, inhibited or held back by a limit stays due: as soon as the obstacle is gone, whoever still
 * has an open incident is told of it.
 */
@ApplicationScoped
class Notifier {
    private final Outbox outbox;
    private final Incidents incidents;
    private final Inhibition inhibition;
    private final Owners owners;

    Notifier(Outbox outbox, Incidents incidents, Inhibition inhibition, Owners owners) {
        this.owners = owners;
        this.outbox = outbox;
        this.incidents = incidents;
        this.inhibition = inhibition;
    }

    /**
     * Tells what is due about an incident, open or just resolved.
     *
     * @param isNews whether anything happened to it now, so that an obstacle is worth a line in its timeline
     */
    void tell(
            Transaction transaction,
            AlertRule rule,
            Incident incident,
            boolean isNews,
            @Nullable Chart chart,
            Instant now) {
        boolean isResolved = incident.closedAt() != null && "resolved".equals(incident.closeReason());
        var kind = Announcement.due(
                incident.announced(), incident.peakSeverity(), incident.closedAt() == null, isResolved);
        if (kind == null) {
            return;
        }
        String obstacle = obstacle(transaction, rule, incident.scope(), now);
        if (obstacle != null) {
            if (isNews) {
                incidents.note(transaction, incident.id(), new IncidentEvent(now, "not_told", null, obstacle, null));
            }
            return;
        }
        Figures figures = incident.lastFigures();
        var notice = new Wording(rule, incident.scope()).ofIncident(kind, incident, figures, chart, now);
        String transition = incident.id() + ":" + kind.name().toLowerCase(Locale.ROOT);
        if (send(transaction, rule, notice, incident.scope().key(), transition, now)) {
            incidents.announced(transaction, incident.id(), incident.peakSeverity());
            incidents.note(transaction, incident.id(), new IncidentEvent(now, "told", null, notice.subject(), null));
        }
    }

    /**
     * Sends a notice that no incident stands behind. What is silenced or inhibited is not told later, either, and nobody hears
     * that there are figures again who did not hear that there were none.
     */
    void tell(Transaction transaction, AlertRule rule, Notice notice, SeriesScope scope, Instant now) {
        if (obstacle(transaction, rule, scope, now) != null) {
            return;
        }
        if (notice.kind() == Notice.Kind.DATA_BACK && !outbox.isToldOfGap(transaction, rule.id(), scope.key())) {
            return;
        }
        String transition = notice.kind().name().toLowerCase(Locale.ROOT) + ":" + notice.at();
        send(transaction, rule, notice, scope.key(), transition, now);
    }

    /** Tells the owners that a rule itself is in trouble; this is no matter of the rule's recipients and limits. */
    void tellOwners(Transaction transaction, AlertRule rule, Notice notice, Instant now) {
        var targets = owners.of(transaction, rule.workspace(), now).stream()
                .map(owner -> Target.email(owner.email()))
                .toList();
        outbox.put(transaction, notice, "", "failed:" + notice.at(), targets, now);
    }

    /** False when the rule's limits held it back. */
    private boolean send(
            Transaction transaction, AlertRule rule, Notice notice, String series, String transition, Instant now) {
        List<Target> targets = targets(transaction, rule);
        Limits limits = rule.definition().limits();
        if (outbox.hasRoom(transaction, rule.id(), limits.perHour(), limits.perDay(), now)) {
            outbox.put(transaction, notice, series, transition, targets, now);
            return true;
        }
        outbox.hold(transaction, notice, series, transition, targets, now);
        return false;
    }

    private @Nullable String obstacle(Transaction transaction, AlertRule rule, SeriesScope scope, Instant now) {
        if (rule.isSilencedAt(now)) {
            return "silenced until " + rule.silencedUntil();
        }
        return inhibition.reason(transaction, rule, scope, now);
    }

    /** Everybody who hears of the rule; endpoints that said that they are gone do not. */
    static List<Target> targets(Transaction transaction, AlertRule rule) {
        List<String> disabled = transaction
                .sql("SELECT url FROM disabled_webhook WHERE rule_id = :rule_id")
                .with("rule_id", rule.id())
                .rows(row -> row.text("url"));
        List<Target> targets = new ArrayList<>();
        rule.definition().recipients().emails().forEach(email -> targets.add(Target.email(email)));
        for (Webhook webhook : rule.definition().recipients().webhooks()) {
            if (!disabled.contains(webhook.url())) {
                var channel = webhook.kind() == Webhook.Kind.SLACK ? Target.Channel.SLACK : Target.Channel.WEBHOOK;
                targets.add(new Target(channel, webhook.url(), webhook.secret()));
            }
        }
        return targets;
    }

    /** A built-in "rule" id for what is no rule's business. */
    static final UUID NO_RULE = new UUID(0, 0);
}
