/** Who is alive, and who has to know: watches heartbeats, keeps the state of every device. */
@NullMarked
package dev.sightline.alert;

import org.jspecify.annotations.NullMarked;
