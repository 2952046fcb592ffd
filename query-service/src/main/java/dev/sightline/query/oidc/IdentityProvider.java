package dev.sightline.query.oidc;

import dev.sightline.contract.access.Role;
import dev.sightline.query.QueryConfig;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID provider that people may sign in by. Asked on threads of its own: one that hangs keeps nobody from signing in
 * by password.
 */
// At start, so that settings that cannot be meant show there and not at the first sign-in.
@Startup
@ApplicationScoped
public class IdentityProvider {
    private static final Logger log = Logger.getLogger(IdentityProvider.class);
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private static final int THREADS = 4;

    private final Optional<ProviderSettings> settings;
    private final URI callback;
    private final WorkerExecutor threads;
    private final Clock clock;

    private volatile @Nullable Known known;

    IdentityProvider(QueryConfig config, Vertx vertx, Clock clock) {
        this.settings = ProviderSettings.of(config.oidc());
        this.callback = ProviderSettings.callback(config.publicAddress());
        this.threads = vertx.createSharedWorkerExecutor("identity-provider", THREADS);
        this.clock = clock;
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    /** As people call it; empty when none is set up. */
    public Optional<String> name() {
        return settings.map(ProviderSettings::name);
    }

    /** Whether e-mails of these may come in. */
    public boolean admits(String email) {
        var domains = settings.map(ProviderSettings::domains).orElse(List.of());
        return domains.isEmpty() || domains.contains(email.substring(email.lastIndexOf('@') + 1));
    }

    /** Slug of the workspace where people belong whom nobody invited; empty when people have to be invited. */
    public Optional<String> openWorkspace() {
        return settings.flatMap(ProviderSettings::door).map(ProviderSettings.Door::workspace);
    }

    /** What they are there. */
    public Role openRole() {
        return settings.flatMap(ProviderSettings::door)
                .map(ProviderSettings.Door::role)
                .orElse(Role.VIEWER);
    }

    /** Where the browser goes to sign in; fails with a {@link RefusedException}. */
    public Uni<URI> address(SignInFlow flow) {
        return aside(() -> talk().address(flow));
    }

    /** Whom a code stands for; fails with a {@link RefusedException}. */
    public Uni<Identity> identify(SignInFlow flow, String code, @Nullable String answeredBy) {
        return aside(() -> talk().identify(flow, code, answeredBy));
    }

    private ProviderTalk talk() {
        var present = known;
        if (present == null || !present.until().isAfter(clock.instant())) {
            var talk = ProviderTalk.discover(settings.orElseThrow(), callback);
            present = new Known(talk, clock.instant().plus(KNOWN_FOR));
            known = present;
        }
        return present.talk();
    }

    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> threads.executeBlocking(work, false).toCompletionStage())
                .onFailure(RefusedException.class)
                .invoke(IdentityProvider::tell);
    }

    private static void tell(Throwable refused) {
        if (refused.getCause() != null) {
            log.warnf("a sign-in by the provider was refused: %s: %s", refused.getMessage(), refused.getCause());
        }
    }

    private record Known(ProviderTalk talk, Instant until) {}
}
