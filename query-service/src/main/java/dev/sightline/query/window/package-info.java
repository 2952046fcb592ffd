/** Half-open spans of time, their buckets, and figures that compare two of them. */
@NullMarked
package dev.sightline.query.window;

import org.jspecify.annotations.NullMarked;
