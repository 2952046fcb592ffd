/** The life of an alert, as a pure function of what was judged. */
@NullMarked
package dev.sightline.alert.state;

import org.jspecify.annotations.NullMarked;
