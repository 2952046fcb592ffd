package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.measure.UnreadableException;
import dev.sightline.alert.measure.Watermark;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for rules that are due and has them judged, one transaction each.
 *
 * <p>Replicas share the work: a rule in hand is locked, and the others skip it. A rule that fails is put off, so that it
 * stands in nobody's way; one whose figures cannot be read three times in a row says so.
 */
@ApplicationScoped
class EvaluationSchedule {
    private static final Logger LOG = Logger.getLogger(EvaluationSchedule.class);
    private static final int FAILURES_UNTIL_ERROR = 3;
    private static final Duration PUT_OFF = Duration.ofSeconds(20);

    private final AlertConfig.Evaluation config;
    private final Watermark watermark;
    private final Database database;
    private final AlertRules rules;
    private final RuleEvaluation evaluation;
    private final Outcome outcome;
    private final MeterRegistry metrics;
    private final Clock clock;

    EvaluationSchedule(
            AlertConfig config,
            Watermark watermark,
            Database database,
            AlertRules rules,
            RuleEvaluation evaluation,
            Outcome outcome,
            MeterRegistry metrics,
            Clock clock) {
        this.config = config.evaluation();
        this.watermark = watermark;
        this.database = database;
        this.rules = rules;
        this.evaluation = evaluation;
        this.outcome = outcome;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(every = "${alert.evaluation.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void evaluateDueRules() throws InterruptedException {
        Instant until = watermark.current().orElse(null);
        if (until == null) {
            return;
        }
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < config.workers(); worker++) {
            workers.add(Thread.ofVirtual().start(() -> evaluateWhileDue(until)));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void evaluateWhileDue(Instant until) {
        try {
            while (evaluateNext(until)) {
                metrics.counter("sightline.alert.evaluations").increment();
            }
        } catch (StoreException e) {
            LOG.warn("rules cannot be evaluated, trying again later", e);
        }
    }

    /** False when nothing is due. */
    boolean evaluateNext(Instant until) {
        var inHand = new AtomicReference<@Nullable AlertRule>();
        try {
            return database.inTransaction(transaction -> {
                var due = rules.nextDue(transaction, until);
                due.ifPresent(rule -> {
                    inHand.set(rule);
                    evaluation.evaluate(transaction, rule, until);
                });
                return due.isPresent();
            });
        } catch (UnreadableException e) {
            LOG.warn("figures cannot be read: " + e.getMessage());
            putOff(inHand.get());
        } catch (RuntimeException e) {
            var rule = inHand.get();
            if (rule == null) {
                throw e;
            }
            LOG.error("rule cannot be evaluated: ruleId=" + rule.id(), e);
            putOff(rule);
        }
        return true;
    }

    private void putOff(@Nullable AlertRule rule) {
        if (rule == null) {
            return;
        }
        metrics.counter("sightline.alert.evaluations.failed").increment();
        database.inTransaction(transaction -> {
            int failures = rule.failures() + 1;
            rules.evaluated(transaction, rule.id(), clock.instant().plus(PUT_OFF), failures);
            if (failures == FAILURES_UNTIL_ERROR) {
                outcome.unreadable(transaction, rule);
            }
            return failures;
        });
    }
}
