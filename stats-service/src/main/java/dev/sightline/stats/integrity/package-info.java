/** Proves that nothing is lost and nothing counted twice: the log, the rows and the rollups are compared without end. */
@NullMarked
package dev.sightline.stats.integrity;

import org.jspecify.annotations.NullMarked;
