package dev.sightline.query.session;

import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Signing out: here, elsewhere, everywhere. Here it counts at once, in the other services when they have read of it. */
@ApplicationScoped
public class SessionEnds {
    private final Sessions sessions;
    private final Publications publications;
    private final AuditLog audit;

    SessionEnds(Sessions sessions, Publications publications, AuditLog audit) {
        this.sessions = sessions;
        this.publications = publications;
        this.audit = audit;
    }

    /** Ends the caller's own, present session. */
    public Uni<Void> signOut(UUID person, UUID session) {
        return Panache.withTransaction(() -> sessions.end(person, session))
                .call(publications::catchUp)
                .replaceWithVoid();
    }

    /** Ends another session of the same person; fails with 404 when there is none. */
    Uni<Void> endOne(Caller.Member member, Actor actor, UUID id) {
        return Panache.withTransaction(() -> sessions.end(member.personId(), id)
                        .invoke(ended -> {
                            if (ended == 0) {
                                throw ProblemException.notFound("you have no such session");
                            }
                        })
                        .call(_ -> audit.note(actor, AuditAction.SESSION_ENDED, "one session", null)))
                .call(publications::catchUp)
                .replaceWithVoid();
    }

    /** Ends every session of the person but the present one. */
    Uni<Void> endOthers(Caller.Member member, Actor actor) {
        return Panache.withTransaction(() -> sessions.endAll(member.personId(), member.sessionId())
                        .call(ended ->
                                audit.note(actor, AuditAction.SESSION_ENDED, "all other sessions", "ended: " + ended)))
                .call(publications::catchUp)
                .replaceWithVoid();
    }
}
