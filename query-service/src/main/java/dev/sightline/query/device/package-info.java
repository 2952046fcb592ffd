/** The machines that inference servers run on, and what they reported. */
@NullMarked
package dev.sightline.query.device;

import org.jspecify.annotations.NullMarked;
