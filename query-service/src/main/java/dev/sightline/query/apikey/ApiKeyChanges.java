package dev.sightline.query.apikey;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Scope;
import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates and revokes API keys: first committed here, then published, and only then answered, so that a key that was
 * shown works, and a key that was said to be revoked is refused, everywhere.
 */
@ApplicationScoped
class ApiKeyChanges {
    private static final int LONGEST_NAME = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(15);
    // Far beyond is a slip, and microseconds have to hold it.
    private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

    private final ApiKeys keys;
    private final ApiKeyPublication publication;
    private final KnownApiKeys known;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeyChanges(ApiKeys keys, ApiKeyPublication publication, KnownApiKeys known, AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
        this.keys = keys;
        this.publication = publication;
        this.known = known;
    }

    Uni<CreatedApiKey> create(Actor actor, @Nullable NewApiKey wanted) {
        String name = nameOf(wanted);
        var scopes = scopesOf(wanted);
        var expiresAt = expiresAtOf(wanted);
        String key = ApiKey.generate(random);
        return Panache.withTransaction(() -> keys.add(actor.workspace(), name, key, scopes, actor.personId(), expiresAt)
                        .call(() -> audit.note(actor, AuditAction.API_KEY_CREATED, name, detailOf(scopes, expiresAt))))
                .call(id -> publishNew(actor, id))
                .flatMap(id -> shown(actor.workspace(), id, key));
    }

    Uni<Void> revoke(Actor actor, UUID id) {
        return Panache.withTransaction(() -> keys.revoke(actor.workspace(), id)
                        .call(key -> audit.note(actor, AuditAction.API_KEY_REVOKED, key.name, key.hint)))
                .invoke(key -> known.forget(key.hash))
                .call(() -> publication
                        .publish(id)
                        .onFailure()
                        .transform(failure -> ProblemException.unavailable(
                                "the key is revoked, but the other services will only be told later",
                                RETRY_AFTER,
                                failure)))
                .replaceWithVoid();
    }

    /** A key that cannot be published is revoked again: its text is lost with the answer, and nobody could use it. */
    private Uni<Void> publishNew(Actor actor, UUID id) {
        return publication
                .publish(id)
                .onFailure()
                .call(() -> Panache.withTransaction(() -> keys.revoke(actor.workspace(), id)))
                .onFailure()
                .transform(failure -> ProblemException.unavailable(
                        "the other services cannot be told of a new key now; nothing was created that works",
                        RETRY_AFTER,
                        failure));
    }

    private Uni<CreatedApiKey> shown(String workspace, UUID id, String key) {
        return keys.of(workspace)
                .map(all -> all.stream()
                        .filter(view -> view.id().equals(id))
                        .findFirst()
                        .map(view -> CreatedApiKey.of(view, key))
                        .orElseThrow());
    }

    private static String nameOf(@Nullable NewApiKey wanted) {
        String name = wanted == null ? null : wanted.name();
        if (name == null || name.isBlank() || name.strip().length() > LONGEST_NAME) {
            throw ProblemException.input("name", name, "a name of 1 to 100 characters");
        }
        return name.strip();
    }

    private @Nullable Instant expiresAtOf(@Nullable NewApiKey wanted) {
        var expiresAt = wanted == null ? null : wanted.expiresAt();
        if (expiresAt != null && !(expiresAt.isAfter(clock.instant()) && expiresAt.isBefore(NEVER))) {
            throw ProblemException.input("expires_at", expiresAt.toString(), "a time to come");
        }
        return expiresAt;
    }

    private static String detailOf(Set<Scope> scopes, @Nullable Instant expiresAt) {
        String opens = scopes.stream().map(Scope::id).collect(Collectors.joining(", "));
        return expiresAt == null ? opens : opens + "; until " + expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Set<Scope> scopesOf(@Nullable NewApiKey wanted) {
        List<@Nullable String> ids = wanted == null ? null : wanted.scopes();
        if (ids == null || ids.isEmpty()) {
            throw ProblemException.input("scopes", null, "a list with at least one of ingest, read and admin");
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (String id : ids) {
            scopes.add(Scope.of(id == null ? "" : id)
                    .orElseThrow(() -> ProblemException.input("scopes", id, "of ingest, read and admin")));
        }
        return scopes;
    }
}
