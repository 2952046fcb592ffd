package dev.sightline.contract.access;

/**
 * The names that make one session valid in every service: the query-service signs a token for a person in a workspace,
 * the others verify it with the same secret.
 */
public final class Session {
    /** The HttpOnly, SameSite=Lax cookie that carries the token. */
    public static final String COOKIE = "sightline_session";

    /** The token's {@code iss}. */
    public static final String ISSUER = "sightline";

    /** Claim: slug of the workspace that the person looks at. The subject is the person's id. */
    public static final String WORKSPACE_CLAIM = "workspace";

    /** Claim: a list with the one {@link Role#id()} of the person there. */
    public static final String ROLES_CLAIM = "groups";

    /** Claim: the person's e-mail address, so that no other service has to ask for it. Absent in sessions that are older. */
    public static final String EMAIL_CLAIM = "email";

    /** Claim: id of the session, a UUID. All tokens of one sign-in have the same; without one a token is refused. */
    public static final String ID_CLAIM = "sid";

    /** Claim: grows when the person's role changes; what is too low for {@link SessionVoided} is refused. */
    public static final String REVISION_CLAIM = "rev";

    private Session() {}
}
