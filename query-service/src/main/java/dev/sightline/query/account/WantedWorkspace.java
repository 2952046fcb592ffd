package dev.sightline.query.account;

import dev.sightline.query.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The workspace to go to. */
@Schema(requiredProperties = "slug")
record WantedWorkspace(@Nullable String slug) {
    static String slugOf(@Nullable WantedWorkspace wanted) {
        String slug = wanted == null ? null : wanted.slug();
        if (slug == null) {
            throw ProblemException.input("slug", null, "the slug of one of your workspaces");
        }
        return slug;
    }
}
