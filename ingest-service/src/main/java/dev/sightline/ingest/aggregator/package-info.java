/** Samples that video workflows report in place of inferences. */
@NullMarked
package dev.sightline.ingest.aggregator;

import org.jspecify.annotations.NullMarked;
