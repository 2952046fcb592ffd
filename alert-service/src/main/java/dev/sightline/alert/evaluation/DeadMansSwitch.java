package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.StoreException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Calls an address outside every minute while all is well, so that somebody else notices when we are gone.
 *
 * <p>Well means: the database answers and nothing is blind.
 */
@ApplicationScoped
class DeadMansSwitch {
    private static final Logger LOG = Logger.getLogger(DeadMansSwitch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Optional<URI> address;

    DeadMansSwitch(Database database, AlertConfig config) {
        this.database = database;
        this.address = config.evaluation().deadMansSwitch();
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void callWhileWell() throws InterruptedException {
        if (address.isEmpty() || !isWell()) {
            return;
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request =
                    HttpRequest.newBuilder(address.get()).timeout(PATIENCE).build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.warn("the dead man's switch cannot be reached: " + e.getMessage());
        }
    }

    private boolean isWell() {
        try {
            return database.inTransaction(transaction -> transaction
                            .sql("SELECT count(*) AS blind FROM blindness")
                            .rows(row -> row.number("blind"))
                            .getFirst())
                    == 0;
        } catch (StoreException e) {
            LOG.debug("not well", e);
            return false;
        }
    }
}
