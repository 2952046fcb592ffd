/** Real engines without Docker, and the launcher behind {@code ./sightline}. */
@NullMarked
package dev.sightline.local;

import org.jspecify.annotations.NullMarked;
