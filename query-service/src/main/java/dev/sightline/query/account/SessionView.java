package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is signed in, and where. */
@Schema(name = "Session", description = "Who is signed in, and where.")
record SessionView(
        PersonView person,
        @Schema(enumeration = {"owner", "editor", "viewer"}) String role,
        WorkspaceView workspace,

        @Schema(description = "Where inference servers report to.")
        String ingestUrl) {

    static SessionView of(Person person, Workspace workspace, Role role, String ingestUrl) {
        return new SessionView(
                new PersonView(person.id, person.email, person.name),
                role.id(),
                new WorkspaceView(workspace.slug, workspace.name),
                ingestUrl);
    }

    /** Someone who can sign in. */
    @Schema(name = "Person")
    record PersonView(UUID id, String email, String name) {}

    /** What everything belongs to. */
    @Schema(name = "Workspace")
    record WorkspaceView(String slug, String name) {}
}
