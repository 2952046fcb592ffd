package dev.sightline.query.password;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How hard a password is to guess. */
@Schema(description = "How hard a password is to guess.")
public record PasswordStrength(
        @Schema(description = "very weak, weak, good or strong.")
        String strength,

        @Schema(description = "Whether it will do.") boolean isEnough,

        @Schema(description = "What would make it better.") List<String> advice) {
    public PasswordStrength {
        advice = List.copyOf(advice);
    }
}
