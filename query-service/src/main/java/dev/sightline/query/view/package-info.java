/** Views of the inference table that people keep. */
@NullMarked
package dev.sightline.query.view;

import org.jspecify.annotations.NullMarked;
