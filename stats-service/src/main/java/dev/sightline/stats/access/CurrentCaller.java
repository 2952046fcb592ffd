package dev.sightline.stats.access;

import dev.sightline.stats.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the request at hand. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    void enter(Caller entering) {
        caller = entering;
    }

    /** @throws ProblemException 401, when nobody was admitted */
    public Caller get() {
        if (caller == null) {
            throw ProblemException.unauthorized("sign in, or send an API key");
        }
        return caller;
    }
}
