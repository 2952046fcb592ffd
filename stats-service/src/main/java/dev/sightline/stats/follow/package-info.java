/** Topics with little in them, read whole by whoever needs to know all of it. */
@NullMarked
package dev.sightline.stats.follow;

import org.jspecify.annotations.NullMarked;
