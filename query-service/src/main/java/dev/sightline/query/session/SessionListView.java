package dev.sightline.query.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a person is signed in, the last used first. */
@Schema(name = "SignedInSessions", description = "Where a person is signed in, the last used first.")
record SessionListView(List<SignedIn> sessions) {
    static SessionListView of(List<SessionRow> rows, UUID present) {
        return new SessionListView(
                rows.stream().map(row -> SignedIn.of(row, present)).toList());
    }

    /** One sign-in. */
    @Schema(name = "SignedInSession")
    record SignedIn(
            UUID id,

            @Schema(description = "Such as Firefox on Linux.")
            String browser,

            String address,
            Instant signedInAt,

            @Schema(description = "To within about a minute.")
            Instant lastUsedAt,

            @Schema(description = "Name of the workspace that it is bound to.")
            String workspace,

            @Schema(description = "Whether the request came with it.")
            boolean isPresent) {
        private static SignedIn of(SessionRow row, UUID present) {
            return new SignedIn(
                    row.id(),
                    row.browser(),
                    row.address(),
                    row.signedInAt(),
                    row.lastUsedAt(),
                    row.workspaceName(),
                    row.id().equals(present));
        }
    }
}
