package dev.sightline.query.session;

import java.time.Instant;
import java.util.UUID;

/** A session and the workspace that it is bound to. */
record SessionRow(
        UUID id,
        Instant signedInAt,
        Instant lastUsedAt,
        String browser,
        String address,
        String workspace,
        String workspaceName) {
    static SessionRow of(StoredSession session, String workspace, String workspaceName) {
        return new SessionRow(
                session.id,
                session.signedInAt,
                session.lastUsedAt,
                session.browser,
                session.address,
                workspace,
                workspaceName);
    }
}
