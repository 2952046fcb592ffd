package dev.sightline.query.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Somebody, as a provider knows them.
 *
 * @param subject never changes, and is never given to somebody else
 * @param email null when the provider does not tell
 * @param isVerified whether the provider has seen that the e-mail is theirs
 * @param name null when the provider does not tell
 */
public record Identity(
        String issuer,
        String subject,
        @Nullable String email,
        boolean isVerified,
        @Nullable String name) {}
