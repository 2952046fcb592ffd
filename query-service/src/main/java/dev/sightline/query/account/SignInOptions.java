package dev.sightline.query.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How people may sign in here, beside e-mail and password. */
@Schema(description = "How people may sign in here, beside e-mail and password.")
record SignInOptions(
        @Schema(description = "Null when no OpenID provider is set up.") @Nullable Provider provider) {
    /** An OpenID provider. */
    @Schema(name = "SignInProvider")
    record Provider(
            @Schema(description = "As people call it.") String name,

            @Schema(
                    description =
                            "Where the browser goes to sign in there; with the query parameter return it comes back to that page.")
            String startUrl) {}
}
