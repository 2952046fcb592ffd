package dev.sightline.query.figures;

import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which models figures are about: all of the workspace, all versions of one, or one version.
 *
 * @param project null for all
 * @param version null for all of the project
 */
public record ModelScope(@Nullable String project, @Nullable String version) {
    /** What a parameter {@code project} says of itself in the API's description. */
    public static final String PROJECT = "Leaves only the versions of this model.";

    /** What a parameter {@code version} says of itself in the API's description. */
    public static final String VERSION = "With project: leaves only this version of it.";

    /** All that the workspace has. */
    public static final ModelScope ALL = new ModelScope(null, null);

    /** What a request asks for. */
    public static ModelScope requested(@Nullable String project, @Nullable String version) {
        if (project != null && project.isBlank()) {
            throw ProblemException.input("project", project, "the name of a model without its version");
        }
        if (project == null && version != null) {
            throw ProblemException.input("version", version, "with project beside it");
        }
        return new ModelScope(project, version);
    }

    /** Whether it leaves nothing out. */
    public boolean isAll() {
        return project == null;
    }

    /** As {@code is_any_project}, {@code project}, {@code is_any_version} and {@code version}. */
    public Parameters parameters(Parameters parameters) {
        return parameters
                .with("is_any_project", project == null ? 1 : 0)
                .with("project", project == null ? "" : project)
                .with("is_any_version", version == null ? 1 : 0)
                .with("version", version == null ? "" : version);
    }
}
