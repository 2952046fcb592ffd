/** The objects that images are, the small ones made of them, and their end. */
@NullMarked
package dev.sightline.query.image;

import org.jspecify.annotations.NullMarked;
