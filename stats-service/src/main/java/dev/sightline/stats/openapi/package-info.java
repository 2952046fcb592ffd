/** How the API describes itself. */
@NullMarked
package dev.sightline.stats.openapi;

import org.jspecify.annotations.NullMarked;
