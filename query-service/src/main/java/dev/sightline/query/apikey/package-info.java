/** API keys: created, shown once, revoked, and published to the services that check them. */
@NullMarked
package dev.sightline.query.apikey;

import org.jspecify.annotations.NullMarked;
