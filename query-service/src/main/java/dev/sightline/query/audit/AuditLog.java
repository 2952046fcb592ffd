package dev.sightline.query.audit;

import dev.sightline.query.caller.Actor;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.signature.Signatures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who changed which setting, for as long as the workspace lives. An entry commits together with its change, or neither does. */
@ApplicationScoped
public class AuditLog implements PanacheRepositoryBase<AuditEntry, UUID> {
    // Row values are compared as a whole, as the order of the list is.
    private static final String PAGE = """
            select entry, person.email, key.name
            from AuditEntry entry
            left join Person person on person.id = entry.personId
            left join StoredApiKey key on key.id = entry.keyId
            where entry.workspace = :workspace
              and (entry.at < :at or (entry.at = :at and entry.id < :id))
            order by entry.at desc, entry.id desc
            """;

    // Later than anything.
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);

    private final Clock clock;
    private final Signatures signatures;

    AuditLog(Clock clock, Signatures signatures) {
        this.clock = clock;
        this.signatures = signatures;
    }

    /** Joins the transaction at hand. */
    public Uni<Void> note(Actor actor, AuditAction action, String subject, @Nullable String detail) {
        var entry = new AuditEntry();
        entry.id = UUID.randomUUID();
        entry.workspace = actor.workspace();
        entry.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entry.personId = actor.personId();
        entry.keyId = actor.keyId();
        entry.action = action.id();
        entry.subject = subject;
        entry.detail = detail;
        entry.address = actor.address();
        return persist(entry).replaceWithVoid();
    }

    Uni<AuditPage> page(String workspace, @Nullable String cursor, int limit) {
        var start = cursor == null ? new Position(END, LAST) : read(workspace, cursor);
        return Panache.withSession(() -> getSession()
                .flatMap(session -> session.createSelectionQuery(PAGE, Object[].class)
                        .setParameter("workspace", workspace)
                        .setParameter("at", start.at())
                        .setParameter("id", start.id())
                        // One more tells whether there is a next page.
                        .setMaxResults(limit + 1)
                        .getResultList())
                .map(rows -> page(workspace, rows, limit)));
    }

    private AuditPage page(String workspace, List<Object[]> rows, int limit) {
        var shown = rows.stream()
                .limit(limit)
                .map(row -> ((AuditEntry) row[0]).view((String) row[1], (String) row[2]))
                .toList();
        if (rows.size() <= limit) {
            return new AuditPage(shown, null);
        }
        var last = shown.getLast();
        return new AuditPage(shown, signatures.sign(purpose(workspace), last.at() + " " + last.id()));
    }

    private Position read(String workspace, String cursor) {
        String[] parts = signatures
                .verify(purpose(workspace), cursor)
                .orElseThrow(() -> ProblemException.input("cursor", cursor, "next_cursor of a page of this list"))
                .split(" ", 2);
        return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    private static String purpose(String workspace) {
        return "audit log of " + workspace;
    }

    private record Position(Instant at, UUID id) {}
}
