package dev.sightline.query.view;

import dev.sightline.query.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a person keeps. */
@Schema(
        description = "A view to keep; one of the same name is replaced.",
        requiredProperties = {"name", "search"})
record NewSavedView(
        @Schema(maxLength = 80) @Nullable String name,

        @Schema(maxLength = 4000, description = "The query of the table's address, without the question mark.")
        @Nullable String search) {
    static final NewSavedView NOTHING = new NewSavedView(null, null);

    private static final int NAME_LENGTH = 80;
    private static final int SEARCH_LENGTH = 4000;

    /** The name without blanks around it; refuses what is none. */
    String checkedName() {
        String trimmed = name == null ? "" : name.strip();
        if (trimmed.isEmpty() || trimmed.length() > NAME_LENGTH) {
            throw ProblemException.input("name", name, "1 to " + NAME_LENGTH + " characters");
        }
        return trimmed;
    }

    String checkedSearch() {
        if (search == null || search.length() > SEARCH_LENGTH) {
            throw ProblemException.input("search", search, "at most " + SEARCH_LENGTH + " characters");
        }
        return search;
    }
}
