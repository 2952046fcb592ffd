/** The services from their images, and the files that start them in containers. */
@NullMarked
package dev.sightline.e2e.images;

import org.jspecify.annotations.NullMarked;
