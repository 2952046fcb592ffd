package dev.sightline.query.oidc;

/** Ends a sign-in by a provider. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.id());
        this.refusal = refusal;
    }

    RefusedException(Refusal refusal, Throwable cause) {
        super(refusal.id(), cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
