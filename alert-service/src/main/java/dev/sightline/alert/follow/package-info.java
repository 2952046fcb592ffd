/** Small topics that every replica reads whole. */
@NullMarked
package dev.sightline.alert.follow;

import org.jspecify.annotations.NullMarked;
