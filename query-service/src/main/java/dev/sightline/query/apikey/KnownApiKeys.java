package dev.sightline.query.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Scope;
import dev.sightline.query.caller.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whom an API key stands for. Answers are remembered for 10 seconds, so that a key that another instance revoked is
 * refused here well within the promised 30.
 */
@ApplicationScoped
public class KnownApiKeys {
    private final ApiKeys keys;
    private final Clock clock;

    private final Cache<String, Optional<Caller.Program>> remembered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    KnownApiKeys(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Empty when the key is mistyped, unknown, revoked or expired. */
    public Uni<Optional<Caller.Program>> find(String key) {
        if (ApiKey.isMistyped(key)) {
            return Uni.createFrom().item(Optional.empty());
        }
        String hash = ApiKey.hash(key);
        var known = remembered.getIfPresent(hash);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return lookUp(hash).invoke(found -> remembered.put(hash, found));
    }

    /** Whether the key, whose holder was let in with it before, can still be read with. */
    public Uni<Boolean> holds(UUID id) {
        return Panache.withSession(() -> keys.find(
                        "id = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)", id, clock.instant())
                .count()
                .map(found -> found > 0));
    }

    /** For the instance that revoked it, at once. */
    void forget(String hash) {
        remembered.invalidate(hash);
    }

    private Uni<Optional<Caller.Program>> lookUp(String hash) {
        return Panache.withTransaction(() -> keys.find(
                        "hash = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)",
                        hash,
                        clock.instant())
                .firstResult()
                .invoke(key -> {
                    if (key != null) {
                        key.lastUsedAt = clock.instant();
                    }
                })
                .map(key -> Optional.ofNullable(key).map(KnownApiKeys::program)));
    }

    private static Caller.Program program(StoredApiKey key) {
        var scopes =
                Arrays.stream(key.scopes).flatMap(id -> Scope.of(id).stream()).collect(Collectors.toSet());
        return new Caller.Program(key.workspace, key.id, scopes);
    }
}
