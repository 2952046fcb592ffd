package dev.sightline.query.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Someone who belongs to a workspace. */
@Schema(name = "Member", description = "Someone who belongs to the workspace.")
record MemberView(
        UUID personId,
        String email,
        String name,
        @Schema(enumeration = {"owner", "editor", "viewer"}) String role,

        @Schema(description = "Null for those who were members before this was noted.") @Nullable Instant joinedAt) {
    static MemberView of(Membership membership) {
        return new MemberView(
                membership.person.id,
                membership.person.email,
                membership.person.name,
                membership.role.id(),
                membership.joinedAt);
    }

    /** The members of a workspace, owners first, then by name. */
    @Schema(name = "MemberList")
    record MemberList(List<MemberView> members) {}
}
