package dev.sightline.query.account;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The workspaces that a person belongs to. */
@Schema(name = "WorkspaceList", description = "The workspaces that a person belongs to, by name.")
record WorkspaceListView(List<Place> workspaces) {
    /** A workspace, and what the person is there. */
    @Schema(name = "OwnWorkspace")
    record Place(
            String slug,
            String name,

            @Schema(enumeration = {"owner", "editor", "viewer"})
            String role,

            @Schema(description = "Whether the session is bound to it.")
            boolean isPresent) {
        static Place of(Membership membership, String present) {
            return new Place(
                    membership.workspace.slug,
                    membership.workspace.name,
                    membership.role.id(),
                    membership.workspace.slug.equals(present));
        }
    }
}
