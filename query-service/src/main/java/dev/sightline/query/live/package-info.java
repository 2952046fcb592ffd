/** Tells pages that are open that there is something new to ask for. */
@NullMarked
package dev.sightline.query.live;

import org.jspecify.annotations.NullMarked;
