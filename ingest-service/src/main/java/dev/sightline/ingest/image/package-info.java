/** Images of inferences. */
@NullMarked
package dev.sightline.ingest.image;

import org.jspecify.annotations.NullMarked;
