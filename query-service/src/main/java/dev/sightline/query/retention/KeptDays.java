package dev.sightline.query.retention;

import dev.sightline.query.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** For how many days a workspace keeps things. */
@Schema(description = "For how many days things are kept; null for as long as the installation keeps them.")
record KeptDays(
        @Schema(description = "Inferences, heartbeats and what comes beside them: 2 to 3650.") @Nullable Integer rowsDays,

        @Schema(description = "What figures and charts are made of: 2 to 3650, and at least as long as inferences.")
        @Nullable Integer rollupsDays,

        @Schema(description = "Images: 1 to 3650, and at most as long as inferences.") @Nullable Integer imagesDays) {
    static final KeptDays AS_THE_INSTALLATION = new KeptDays(null, null, null);

    private static final int LONGEST = 3650;
    // The integrity audit looks at what came within the last day: gone so soon it would be taken for lost.
    private static final int SHORTEST = 2;

    /** @throws ProblemException when days are none that things can be kept for */
    KeptDays checked() {
        check("rows_days", rowsDays, SHORTEST);
        check("rollups_days", rollupsDays, SHORTEST);
        check("images_days", imagesDays, 1);
        if (rowsDays != null && rollupsDays != null && rollupsDays < rowsDays) {
            throw ProblemException.input(
                    "rollups_days", rollupsDays.toString(), "at least rows_days, which is " + rowsDays);
        }
        if (rowsDays != null && imagesDays != null && imagesDays > rowsDays) {
            throw ProblemException.input(
                    "images_days", imagesDays.toString(), "at most rows_days, which is " + rowsDays);
        }
        return this;
    }

    /** As the audit log has it. */
    String words() {
        return "inferences " + words(rowsDays) + ", figures " + words(rollupsDays) + ", images " + words(imagesDays);
    }

    private static String words(@Nullable Integer days) {
        return days == null ? "as the installation" : days + " days";
    }

    private static void check(String field, @Nullable Integer days, int shortest) {
        if (days != null && (days < shortest || days > LONGEST)) {
            throw ProblemException.input(
                    field, days.toString(), "null or a number from " + shortest + " to " + LONGEST);
        }
    }
}
