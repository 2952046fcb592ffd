/** Spans in which something was wrong, and what people did about them. */
@NullMarked
package dev.sightline.alert.incidents;

import org.jspecify.annotations.NullMarked;
