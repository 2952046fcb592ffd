package dev.sightline.query.audit;

import java.util.Locale;

/** What can be done to a workspace's settings. */
public enum AuditAction {
    MEMBER_INVITED,
    MEMBER_JOINED,
    MEMBER_ROLE_CHANGED,
    MEMBER_REMOVED,
    INVITATION_SENT_AGAIN,
    INVITATION_REVOKED,
    API_KEY_CREATED,
    API_KEY_REVOKED,
    WORKSPACE_CREATED,
    RETENTION_CHANGED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    SESSION_ENDED,
    PROVIDER_LINKED;

    /** As JSON and table write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
