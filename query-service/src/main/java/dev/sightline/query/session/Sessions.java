package dev.sightline.query.session;

import dev.sightline.contract.events.Topics;
import dev.sightline.query.caller.Client;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every sign-in. One that ends is over here with the transaction, which notes it for the other services; call
 * {@link Publications#catchUp} after it.
 */
@ApplicationScoped
public class Sessions implements PanacheRepositoryBase<StoredSession, UUID> {
    private static final String OF_PERSON = """
            select s, w.slug, w.name
            from StoredSession s join Workspace w on w.id = s.workspaceId
            where s.personId = :person and s.endedAt is null and s.expiresAt > :now
            order by s.lastUsedAt desc, s.id
            """;

    private final Publications publications;
    private final Clock clock;

    Sessions(Publications publications, Clock clock) {
        this.publications = publications;
        this.clock = clock;
    }

    /** Joins the transaction at hand. */
    public Uni<OpenSession> open(UUID person, UUID workspace, Client client) {
        var session = new StoredSession();
        session.id = UUID.randomUUID();
        session.personId = person;
        session.workspaceId = workspace;
        session.signedInAt = now();
        session.lastUsedAt = session.signedInAt;
        session.expiresAt = session.signedInAt.plus(SessionTokens.LIFETIME);
        session.browser = client.browser();
        session.address = client.address();
        return persistAndFlush(session).map(Sessions::opened);
    }

    /** Makes a session last for as long again; null when there is none. Joins the transaction at hand. */
    public Uni<OpenSession> renew(UUID id) {
        return find("id = ?1 and endedAt is null", id)
                .firstResult()
                .onItem()
                .ifNotNull()
                .transform(session -> {
                    session.expiresAt = now().plus(SessionTokens.LIFETIME);
                    return opened(session);
                });
    }

    /** Those of a person that hold, the last used first; in every workspace. */
    Uni<List<SessionRow>> of(UUID person) {
        return Panache.withSession(() -> getSession()
                .flatMap(session -> session.createSelectionQuery(OF_PERSON, Object[].class)
                        .setParameter("person", person)
                        .setParameter("now", now())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> SessionRow.of((StoredSession) row[0], (String) row[1], (String) row[2]))
                        .toList()));
    }

    /** The number of sessions that ended: 0 or 1. Joins the transaction at hand. */
    public Uni<Integer> end(UUID person, UUID id) {
        return end(list("id = ?1 and personId = ?2 and endedAt is null", id, person));
    }

    /**
     * Ends a person's sessions, wherever they are. Joins the transaction at hand.
     *
     * @param kept the one to spare; null for none
     */
    public Uni<Integer> endAll(UUID person, @Nullable UUID kept) {
        return end(
                kept == null
                        ? list("personId = ?1 and endedAt is null", person)
                        : list("personId = ?1 and endedAt is null and id <> ?2", person, kept));
    }

    /** Ends a person's sessions in a workspace that the person has left. Joins the transaction at hand. */
    public Uni<Integer> endIn(UUID person, UUID workspace) {
        return end(list("personId = ?1 and workspaceId = ?2 and endedAt is null", person, workspace));
    }

    /** Voids tokens that tell of an older role; the sessions go on. Joins the transaction at hand. */
    public Uni<Void> changeRole(UUID person, UUID workspace) {
        return list("personId = ?1 and workspaceId = ?2 and endedAt is null", person, workspace)
                .flatMap(sessions -> each(sessions, session -> session.revision++))
                .replaceWithVoid();
    }

    /** Removes those whose last token has expired. Joins the transaction at hand. */
    Uni<Void> removeExpired(int most) {
        return find("expiresAt < ?1", now())
                .page(0, most)
                .list()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(session ->
                        delete(session).flatMap(_ -> publications.note(Topics.SESSIONS, session.id.toString())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> end(Uni<List<StoredSession>> ending) {
        return ending.flatMap(sessions -> each(sessions, session -> session.endedAt = now()));
    }

    private Uni<Integer> each(List<StoredSession> sessions, Consumer<StoredSession> change) {
        return Multi.createFrom()
                .iterable(sessions)
                .invoke(change)
                .onItem()
                .transformToUniAndConcatenate(session -> publications.note(Topics.SESSIONS, session.id.toString()))
                .collect()
                .last()
                .replaceWith(sessions.size());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static OpenSession opened(StoredSession session) {
        return new OpenSession(session.id, session.personId, session.revision);
    }
}
