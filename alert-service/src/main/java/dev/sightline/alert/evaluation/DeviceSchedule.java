package dev.sightline.alert.evaluation;

import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.StoreException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Has rules about devices judged every few seconds, one transaction each; replicas share them. */
@ApplicationScoped
class DeviceSchedule {
    private static final Logger LOG = Logger.getLogger(DeviceSchedule.class);

    private final Database database;
    private final AlertRules rules;
    private final DeviceEvaluation evaluation;
    private final Clock clock;

    DeviceSchedule(Database database, AlertRules rules, DeviceEvaluation evaluation, Clock clock) {
        this.database = database;
        this.rules = rules;
        this.evaluation = evaluation;
        this.clock = clock;
    }

    @Scheduled(every = "${alert.evaluation.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void evaluateDueRules() {
        try {
            while (evaluateNext()) {
                LOG.trace("a rule about devices is judged");
            }
        } catch (StoreException e) {
            LOG.warn("rules about devices cannot be evaluated, trying again later", e);
        }
    }

    private boolean evaluateNext() {
        return database.inTransaction(transaction -> {
            var due = rules.nextDueAboutDevices(transaction, clock.instant());
            due.ifPresent(rule -> evaluation.evaluate(transaction, rule, clock.instant()));
            return due.isPresent();
        });
    }
}
