/** Every call of an unmodified Roboflow Inference Server, byte-shaped as it sends them, with values of our own. */
@NullMarked
package dev.sightline.e2e.roboflow;

import org.jspecify.annotations.NullMarked;
