package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The role that a member is to have. */
@Schema(requiredProperties = "role")
record NewRole(
        @Schema(enumeration = {"owner", "editor", "viewer"}) @Nullable String role) {
    static Role required(@Nullable String role) {
        return Role.of(role == null ? "" : role)
                .orElseThrow(() -> ProblemException.input("role", role, "owner, editor or viewer"));
    }
}
