package dev.sightline.query.account;

import dev.sightline.query.problem.ProblemException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whom to invite, and as what. A body may leave anything out, so that each part is checked where it is used. */
@Schema(requiredProperties = {"email", "role"})
record NewInvitation(
        @Nullable String email,

        @Schema(enumeration = {"owner", "editor", "viewer"}) @Nullable String role) {
    // Whether it is one only the mail server knows; this keeps out what cannot be one.
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),:;\\[\\]\\\\]+@[^\\s@<>\"(),:;\\[\\]\\\\]+");
    private static final int LONGEST = 254;

    /** The address, however it was typed. */
    static String address(@Nullable String email) {
        String address = email == null ? "" : Accounts.normalized(email);
        if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
            throw ProblemException.input("email", email, "an e-mail address");
        }
        return address;
    }
}
