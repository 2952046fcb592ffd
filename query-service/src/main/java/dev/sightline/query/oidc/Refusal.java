package dev.sightline.query.oidc;

import java.util.Locale;

/** Why somebody does not get in by a provider; the sign-in page says it in words, and what to do. */
public enum Refusal {
    /** Not begun in this browser, begun too long ago, or answered before. */
    STALE,
    /** The provider, or the person there, said no. */
    DENIED,
    /** What the provider answered is not to be believed. */
    FORGED,
    /** The provider cannot be reached, or not understood. */
    AWAY,
    EMAIL_NOT_VERIFIED,
    OTHER_DOMAIN,
    NOT_INVITED,
    /** Somebody else at the provider has this e-mail's account. */
    LINKED_TO_ANOTHER,
    TOO_MANY,
    /** A fault of ours. */
    FAILED;

    /** As addresses write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
