/** Who asks, and for which workspace. */
@NullMarked
package dev.sightline.query.caller;

import org.jspecify.annotations.NullMarked;
