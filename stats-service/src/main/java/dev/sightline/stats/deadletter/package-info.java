/** Records that could not be read: put aside, listed, and sent again. */
@NullMarked
package dev.sightline.stats.deadletter;

import org.jspecify.annotations.NullMarked;
