package dev.sightline.query.caller;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the request at hand; set once, at the door. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;
    private @Nullable Client client;

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

    /** Notes where the request comes from. */
    public void cameFrom(Client from) {
        client = from;
    }

    /** Where the request comes from. */
    public Client client() {
        var known = client;
        if (known == null) {
            throw new IllegalStateException("nobody noted where this request comes from");
        }
        return known;
    }

    /** The caller, as the one who changes something. */
    public Actor actor() {
        String address = client().address();
        return switch (get()) {
            case Caller.Member member -> new Actor(member.workspace(), member.personId(), null, address);
            case Caller.Program program -> new Actor(program.workspace(), null, program.keyId(), address);
        };
    }
}
