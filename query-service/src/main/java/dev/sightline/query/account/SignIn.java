package dev.sightline.query.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one signs in with. A body may leave anything out, so that each part is checked where it is used. */
@Schema(requiredProperties = {"email", "password"})
record SignIn(@Nullable String email, @Nullable String password) {}
