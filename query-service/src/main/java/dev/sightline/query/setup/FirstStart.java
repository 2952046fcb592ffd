package dev.sightline.query.setup;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Scope;
import dev.sightline.query.QueryConfig;
import dev.sightline.query.account.Accounts;
import dev.sightline.query.apikey.ApiKeyPublication;
import dev.sightline.query.apikey.ApiKeys;
import dev.sightline.query.publication.Publications;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Creates the first workspace, its owner and an ingest key in an empty database, and publishes keys, members and voided sessions at each start.
 *
 * <p>All three are created in one transaction behind a lock: of two instances that start at once one creates and the
 * other finds, and whoever dies in the middle leaves nothing. The secrets are printed before the commit: a crash between
 * the two has shown secrets that are void, and the next start shows new ones; the other way round they would be lost.
 */
@ApplicationScoped
class FirstStart {
    private static final int PASSWORD_LENGTH = 20;
    // Without those that are easily taken for one another.
    private static final String PASSWORD_ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // Any number will do, as long as nothing else here locks it.
    private static final String LOCK = "select 1 from pg_advisory_xact_lock(5712309)";

    private final Accounts accounts;
    private final ApiKeys keys;
    private final ApiKeyPublication publication;
    private final Publications changes;
    private final QueryConfig.SetupConfig config;
    private final SecureRandom random = new SecureRandom();

    FirstStart(
            Accounts accounts, ApiKeys keys, ApiKeyPublication publication, Publications changes, QueryConfig config) {
        this.changes = changes;
        this.accounts = accounts;
        this.keys = keys;
        this.publication = publication;
        this.config = config.setup();
    }

    void onStart(@Observes StartupEvent started) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(this::createUnlessThere)
                .call(publication::startOver)
                .call(() -> Panache.withTransaction(changes::startOver)));
        VertxContextSupport.subscribeAndAwait(publication::catchUp);
        VertxContextSupport.subscribeAndAwait(changes::catchUp);
    }

    private Uni<Void> createUnlessThere() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(LOCK, Integer.class).getSingleResult())
                .flatMap(_ -> accounts.isEmpty())
                .flatMap(isEmpty -> isEmpty ? create() : Uni.createFrom().voidItem());
    }

    private Uni<Void> create() {
        String password = config.ownerPassword().orElseGet(this::newPassword);
        String ingestKey = config.ingestKey().orElseGet(() -> ApiKey.generate(random));
        if (ApiKey.isMistyped(ingestKey)) {
            throw new IllegalStateException("query.setup.ingest-key (SIGHTLINE_INGEST_KEY) begins with " + ApiKey.PREFIX
                    + " but is not such a key; leave it out to have one made");
        }
        return accounts.create(config.workspace(), config.ownerEmail(), BcryptUtil.bcryptHash(password))
                .flatMap(owner ->
                        keys.add(config.workspace(), "First ingest key", ingestKey, Set.of(Scope.INGEST), owner, null))
                .invoke(() -> print(password, ingestKey))
                .replaceWithVoid();
    }

    /** To standard output and never through the log, which is kept. */
    @SuppressWarnings("SystemOut")
    private void print(String password, String ingestKey) {
        if (!config.printSecrets()) {
            return;
        }
        System.out.printf(
                """

                ------------------------------------------------------------------
                 Sightline is set up. This is shown once; keep it.

                   workspace    %s
                   sign in as   %s
                   password     %s
                   ingest key   %s
                ------------------------------------------------------------------

                """,
                config.workspace(),
                config.ownerEmail(),
                config.ownerPassword().isPresent() ? "(as given)" : password,
                config.ingestKey().isPresent() ? "(as given)" : ingestKey);
        System.out.flush();
    }

    private String newPassword() {
        var password = new StringBuilder(PASSWORD_LENGTH);
        random.ints(PASSWORD_LENGTH, 0, PASSWORD_ALPHABET.length())
                .forEach(i -> password.append(PASSWORD_ALPHABET.charAt(i)));
        return password.toString();
    }
}
