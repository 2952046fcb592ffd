/** Fields that customers attach to inferences after the fact, in our own form and in Roboflow's. */
@NullMarked
package dev.sightline.ingest.metadata;

import org.jspecify.annotations.NullMarked;
