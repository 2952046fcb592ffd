package dev.sightline.query.session;

import dev.sightline.contract.access.Role;
import dev.sightline.query.caller.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom a session stands for, and with which role, as the database has it at this moment. Nothing is remembered: what one
 * instance has ended is over in all of them at once, for the price of a look-up by primary key.
 */
@ApplicationScoped
public class KnownSessions {
    static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private static final String HOLDS = """
            select s.lastUsedAt, w.slug, m.role, s.personId
            from StoredSession s
            join Membership m on m.person.id = s.personId and m.workspace.id = s.workspaceId
            join Workspace w on w.id = s.workspaceId
            where s.id = :id and s.endedAt is null and s.expiresAt > :now
            """;
    private static final String USED = "update StoredSession set lastUsedAt = :now where id = :id";

    private final Clock clock;

    KnownSessions(Clock clock) {
        this.clock = clock;
    }

    /** Empty when the session has ended or expired, or its person no longer belongs to its workspace. */
    public Uni<Optional<Caller.Member>> find(UUID id) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createSelectionQuery(HOLDS, Object[].class)
                                .setParameter("id", id)
                                .setParameter("now", now)
                                .getSingleResultOrNull()))
                .call(row -> row == null || ((Instant) row[0]).plus(NOTED_EVERY).isAfter(now)
                        ? Uni.createFrom().voidItem()
                        : Panache.withTransaction(() -> used(id, now)))
                .map(row -> Optional.ofNullable(row)
                        .map(held -> new Caller.Member((String) held[1], (UUID) held[3], (Role) held[2], id)));
    }

    private static Uni<Integer> used(UUID id, Instant now) {
        return Panache.getSession()
                .flatMap(session -> session.createMutationQuery(USED)
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .executeUpdate());
    }
}
