package dev.sightline.stats.access;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Scope;
import dev.sightline.stats.problem.ProblemException;
import java.util.Set;

/** Who asks, and the one workspace that the answer may be about. */
public sealed interface Caller {
    /** The workspace's slug. */
    String workspace();

    /** Of the person, or of the API key. */
    String id();

    /** A person who has signed in. */
    record Member(String workspace, String id, Role role) implements Caller {}

    /** A program with an API key. */
    record Program(String workspace, String id, Set<String> scopes) implements Caller {
        public Program {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Refuses callers that may not look. */
    default void mayRead() {
        if (this instanceof Program program && !program.scopes().contains(Scope.READ.id())) {
            throw ProblemException.forbidden("this API key lacks the scope read");
        }
    }

    /** Refuses callers that may not see or change how the system runs. */
    default void mayOperate() {
        if (this instanceof Program program && !program.scopes().contains(Scope.ADMIN.id())) {
            throw ProblemException.forbidden("this API key lacks the scope admin");
        }
        if (this instanceof Member member && member.role() != Role.OWNER) {
            throw ProblemException.forbidden("only an owner of the workspace may do this");
        }
    }
}
