package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.CurrentCaller;
import dev.sightline.alert.access.Person;
import dev.sightline.alert.delivery.Addresses;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.rules.SeriesStates;
import dev.sightline.alert.rules.Webhook;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with rules, each in the transaction at hand. */
@ApplicationScoped
class RuleEditing {
    private static final int MOST_RULES = 1000;

    private final AlertRules rules;
    private final SeriesStates states;
    private final Incidents incidents;
    private final Addresses addresses;
    private final RecipientsCheck recipients;
    private final RecipientMails mails;
    private final CurrentCaller caller;
    private final Clock clock;

    RuleEditing(
            AlertRules rules,
            SeriesStates states,
            Incidents incidents,
            Addresses addresses,
            RecipientsCheck recipients,
            RecipientMails mails,
            CurrentCaller caller,
            Clock clock) {
        this.rules = rules;
        this.states = states;
        this.incidents = incidents;
        this.addresses = addresses;
        this.recipients = recipients;
        this.mails = mails;
        this.caller = caller;
        this.clock = clock;
    }

    List<AlertRuleView> list(Transaction transaction) {
        var states = this.states.ofWorkspace(transaction, caller.workspace());
        return rules.of(transaction, caller.workspace()).stream()
                .map(rule -> AlertRuleView.of(
                        rule, states.getOrDefault(rule.id(), List.of()), recipientsOf(transaction, rule)))
                .toList();
    }

    AlertRuleView get(Transaction transaction, UUID id) {
        var rule = find(transaction, id);
        return AlertRuleView.of(rule, states.of(transaction, id), recipientsOf(transaction, rule));
    }

    AlertRuleView create(Transaction transaction, @Nullable RuleForm form) {
        if (rules.of(transaction, caller.workspace()).size() >= MOST_RULES) {
            throw ProblemException.conflict("a workspace has at most " + MOST_RULES + " rules");
        }
        Instant now = clock.instant();
        Person person = caller.person();
        var rule = new AlertRule(
                UUID.randomUUID(),
                caller.workspace(),
                definition(form, person),
                false,
                null,
                caller.shown(),
                person == null ? null : person.email(),
                now,
                now,
                now,
                0);
        rules.add(transaction, rule);
        mails.ask(transaction, rule, person, now);
        return get(transaction, rule.id());
    }

    AlertRuleView replace(Transaction transaction, UUID id, @Nullable RuleForm form) {
        var before = find(transaction, id);
        Instant now = clock.instant();
        var after = definition(form, caller.person());
        rules.define(transaction, id, after, now);
        if (!after.judgement().equals(before.definition().judgement())
                || !after.scope().equals(before.definition().scope())) {
            incidents.closeOf(transaction, id, now, "rule_changed", caller.shown());
            states.forget(transaction, id);
        }
        mails.ask(transaction, find(transaction, id), caller.person(), now);
        return get(transaction, id);
    }

    void delete(Transaction transaction, UUID id) {
        find(transaction, id);
        incidents.closeOf(transaction, id, clock.instant(), "rule_deleted", caller.shown());
        mails.cancel(transaction, id);
        rules.delete(transaction, id);
    }

    AlertRuleView pause(Transaction transaction, UUID id) {
        find(transaction, id);
        rules.pause(transaction, id, true);
        return get(transaction, id);
    }

    AlertRuleView resume(Transaction transaction, UUID id) {
        var rule = find(transaction, id);
        rules.pause(transaction, id, false);
        rules.silence(transaction, id, null);
        if (rule.isPaused()) {
            skipPause(transaction, rule);
        }
        return get(transaction, id);
    }

    AlertRuleView silence(Transaction transaction, UUID id, Instant until) {
        find(transaction, id);
        rules.silence(transaction, id, until);
        return get(transaction, id);
    }

    /**
     * Returns to how many recipients it goes.
     *
     * @param to one of them; null for all
     */
    int test(Transaction transaction, UUID id, @Nullable String to) {
        return mails.test(transaction, find(transaction, id), to, clock.instant());
    }

    private void skipPause(Transaction transaction, AlertRule rule) {
        Instant now = clock.instant();
        Duration bucket = rule.definition().judgement().bucket();
        Instant until =
                Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), bucket.toSeconds()) * bucket.toSeconds());
        for (var series : states.of(transaction, rule.id())) {
            if (series.judgedUntil().isBefore(until)) {
                states.store(transaction, rule.id(), series.skippingTo(until));
            }
        }
        rules.evaluated(transaction, rule.id(), now, 0);
    }

    private RuleDefinition definition(@Nullable RuleForm form, @Nullable Person person) {
        var named = form == null ? null : form.recipients();
        return RuleCheck.definition(form, recipients.recipients(named, person == null ? null : person.email()));
    }

    private AlertRule find(Transaction transaction, UUID id) {
        return rules.find(transaction, caller.workspace(), id)
                .orElseThrow(() -> ProblemException.notFound("alert rule"));
    }

    private AlertRuleView.RecipientsView recipientsOf(Transaction transaction, AlertRule rule) {
        var recipients = rule.definition().recipients();
        return new AlertRuleView.RecipientsView(
                recipients.emails(),
                recipients.webhooks().stream()
                        .map(webhook -> webhook(transaction, rule, webhook))
                        .toList(),
                recipients.emails().stream()
                        .map(email -> new AlertRuleView.AddressView(
                                email, Fields.id(addresses.standing(transaction, rule.workspace(), rule.id(), email))))
                        .toList());
    }

    private AlertRuleView.WebhookView webhook(Transaction transaction, AlertRule rule, Webhook webhook) {
        return new AlertRuleView.WebhookView(
                webhook.url(),
                Fields.id(webhook.kind()),
                caller.isChanger() ? webhook.secret() : null,
                mails.disabledAt(transaction, rule.id(), webhook.url()));
    }
}
