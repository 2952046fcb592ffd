/** Series out of ClickHouse, and how far they are complete. */
@NullMarked
package dev.sightline.alert.measure;

import org.jspecify.annotations.NullMarked;
