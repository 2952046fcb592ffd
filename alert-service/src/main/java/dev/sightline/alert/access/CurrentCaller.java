package dev.sightline.alert.access;

import dev.sightline.alert.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who has come through the door with the request at hand; filled by {@link AccessFilter}. */
@RequestScoped
public class CurrentCaller {
    private Access.@Nullable Granted caller;

    void enter(Access.Granted granted) {
        caller = granted;
    }

    /** The workspace that everything asked for belongs to. */
    public String workspace() {
        return get().workspace();
    }

    /** Null for a program. */
    public @Nullable Person person() {
        return get().person();
    }

    /** For timelines: who did it. */
    public String shown() {
        var person = get().person();
        return person == null ? "an API key" : person.shown();
    }

    /** Whether rules and incidents may be changed. */
    public boolean isChanger() {
        return get().mayChange();
    }

    /** Refuses those who may only look. */
    public void mayChange() {
        if (!isChanger()) {
            throw ProblemException.forbidden(
                    get().person() == null
                            ? "this API key lacks the scope admin"
                            : "a viewer may look, not change; ask an editor or owner");
        }
    }

    private Access.Granted get() {
        if (caller == null) {
            throw ProblemException.unauthorized("sign in, or send an API key with the scope read");
        }
        return caller;
    }
}
