/** How long rows and rollups are kept, and how much room is left for them. */
@NullMarked
package dev.sightline.stats.retention;

import org.jspecify.annotations.NullMarked;
