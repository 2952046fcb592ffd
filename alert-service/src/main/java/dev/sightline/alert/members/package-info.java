/** Who belongs to which workspace, as query-service tells. */
@NullMarked
package dev.sightline.alert.members;

import org.jspecify.annotations.NullMarked;
