package dev.sightline.query.audit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Changes of settings, the newest first. */
record AuditPage(
        List<AuditView> entries,

        @Schema(description = "For the next, older page; null on the last.") @Nullable String nextCursor) {}
