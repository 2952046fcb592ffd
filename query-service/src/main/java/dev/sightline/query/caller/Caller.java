package dev.sightline.query.caller;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Scope;
import dev.sightline.query.problem.ProblemException;
import java.util.Set;
import java.util.UUID;

/** Who asks, and the one workspace that the answer may be about. */
public sealed interface Caller {
    /** The slug that every query is bound to. */
    String workspace();

    /** A person who has signed in. */
    record Member(String workspace, UUID personId, Role role, UUID sessionId) implements Caller {}

    /** A program with an API key. */
    record Program(String workspace, UUID keyId, Set<Scope> scopes) implements Caller {
        public Program {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Refuses callers that may not look at what was reported. */
    default void mayRead() {
        if (this instanceof Program program && !program.scopes().contains(Scope.READ)) {
            throw ProblemException.forbidden("this API key lacks the scope read");
        }
    }

    /** Refuses callers that may not add to what was reported. */
    default void mayEdit() {
        if (this instanceof Program program && !program.scopes().contains(Scope.INGEST)) {
            throw ProblemException.forbidden("this API key lacks the scope ingest");
        }
        if (this instanceof Member member && member.role() == Role.VIEWER) {
            throw ProblemException.forbidden("viewers may not change anything; ask an owner for the role editor");
        }
    }

    /** Who has signed in; refuses programs, which have nothing of their own. */
    default Member person() {
        if (this instanceof Member member) {
            return member;
        }
        throw ProblemException.forbidden("this belongs to people; an API key has nothing of its own, sign in");
    }

    /** Refuses callers that may not see settings. */
    default void maySeeSettings() {
        if (this instanceof Program program && !program.scopes().contains(Scope.ADMIN)) {
            throw ProblemException.forbidden("this API key lacks the scope admin");
        }
    }

    /** Refuses callers that may not change people and keys. */
    default void mayAdminister() {
        maySeeSettings();
        if (this instanceof Member member && member.role() != Role.OWNER) {
            throw ProblemException.forbidden("only an owner of the workspace may do this");
        }
    }
}
