/** Rules as people write, see and try them. */
@NullMarked
package dev.sightline.alert.editing;

import org.jspecify.annotations.NullMarked;
