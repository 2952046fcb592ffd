/** Inferences as clients post them. */
@NullMarked
package dev.sightline.ingest.inference;

import org.jspecify.annotations.NullMarked;
