package dev.sightline.query.account;

import dev.sightline.query.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A workspace to make. A body may leave anything out, so that each part is checked where it is used. */
@Schema(requiredProperties = "name")
record NewWorkspace(
        @Schema(description = "1 to 100 characters.") @Nullable String name,

        @Schema(description = "Of a-z, 0-9, - and _; made from the name when absent. Never changes.") @Nullable String slug) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SLUG = 63;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    String checkedName() {
        String stripped = name == null ? "" : name.strip();
        // It stands in subjects of mails.
        boolean isOneLine = stripped.chars().noneMatch(Character::isISOControl);
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME || !isOneLine) {
            throw ProblemException.input("name", name, "a name of 1 to 100 characters");
        }
        return stripped;
    }

    /** As given, or made from the name: "Plant Nürnberg" becomes "plant-nurnberg". */
    String checkedSlug() {
        String wanted = slug == null || slug.isBlank() ? slugOf(checkedName()) : slug.strip();
        if (!SLUG.matcher(wanted).matches()) {
            throw ProblemException.input("slug", wanted, "1 to 63 of a-z, 0-9, - and _, a letter or digit first");
        }
        return wanted;
    }

    private static String slugOf(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.substring(0, Math.min(plain.length(), LONGEST_SLUG));
    }
}
