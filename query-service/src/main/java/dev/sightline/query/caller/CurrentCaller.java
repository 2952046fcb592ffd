package dev.sightline.query.caller;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the request at hand; set once, at the door. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    /** Lets a caller in. */
    public void enter(Caller entering) {
        caller = entering;
    }

    /**
     * Who asks. Never a guess: a request that got past the door without a caller is a fault of ours and fails, rather
     * than being answered for some workspace.
     */
    public Caller get() {
        var known = caller;
        if (known == null) {
            throw new IllegalStateException("no caller is known for this request");
        }
        return known;
    }
}
