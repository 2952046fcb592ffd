package dev.sightline.query.apikey;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Scope;
import dev.sightline.query.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API keys of every workspace, at rest. What changes here is published by {@link ApiKeyPublication}. */
@ApplicationScoped
public class ApiKeys implements PanacheRepositoryBase<StoredApiKey, UUID> {
    // More keys than a page can show are a mistake somewhere; a bound keeps it harmless.
    private static final int MOST_LISTED = 1000;

    private static final String OF_WORKSPACE = """
            select key, person.email
            from StoredApiKey key left join Person person on person.id = key.createdBy
            where key.workspace = :workspace
            order by key.createdAt desc, key.id
            """;

    private final Clock clock;

    ApiKeys(Clock clock) {
        this.clock = clock;
    }

    /** Revoked ones included, the newest first. */
    Uni<List<ApiKeyView>> of(String workspace) {
        return Panache.withSession(() -> getSession()
                .flatMap(session -> session.createSelectionQuery(OF_WORKSPACE, Object[].class)
                        .setParameter("workspace", workspace)
                        .setMaxResults(MOST_LISTED)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> ((StoredApiKey) row[0]).view((String) row[1]))
                        .toList()));
    }

    /** Adds a key, of which only the hash is kept. Joins the transaction at hand; not yet published. */
    public Uni<UUID> add(
            String workspace,
            String name,
            String key,
            Collection<Scope> scopes,
            @Nullable UUID createdBy,
            @Nullable Instant expiresAt) {
        var stored = new StoredApiKey();
        stored.id = UUID.randomUUID();
        stored.workspace = workspace;
        stored.name = name;
        stored.hash = ApiKey.hash(key);
        stored.hint = ApiKey.hint(key);
        stored.scopes = scopes.stream().sorted().map(Scope::id).toArray(String[]::new);
        // Whole microseconds, as PostgreSQL keeps them: published_at is compared with it.
        stored.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        stored.createdBy = createdBy;
        stored.expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
        stored.changedAt = stored.createdAt;
        return persistAndFlush(stored).map(persisted -> persisted.id);
    }

    /** Fails with 404 when the workspace has no such key; revoking twice changes nothing. Joins the transaction at hand. */
    Uni<StoredApiKey> revoke(String workspace, UUID id) {
        return find("id = ?1 and workspace = ?2", id, workspace)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("there is no such API key"))
                .invoke(key -> {
                    if (key.revokedAt == null) {
                        key.revokedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
                        key.changedAt = key.revokedAt;
                    }
                });
    }
}
