/** The report that an unmodified Roboflow Inference Server sends every minute. */
@NullMarked
package dev.sightline.ingest.pingback;

import org.jspecify.annotations.NullMarked;
