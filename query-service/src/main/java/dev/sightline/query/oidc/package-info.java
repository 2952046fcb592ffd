/** What we ask an OpenID provider, and what we believe of its answers. */
@NullMarked
package dev.sightline.query.oidc;

import org.jspecify.annotations.NullMarked;
