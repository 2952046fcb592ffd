/** Images and boxes as an unmodified Roboflow server uploads them to a dataset. */
@NullMarked
package dev.sightline.ingest.dataset;

import org.jspecify.annotations.NullMarked;
