/** Room on disk, and what happens before there is none. */
@NullMarked
package dev.sightline.stats.space;

import org.jspecify.annotations.NullMarked;
