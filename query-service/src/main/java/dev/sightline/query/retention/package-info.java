/** For how long a workspace keeps things. */
@NullMarked
package dev.sightline.query.retention;

import org.jspecify.annotations.NullMarked;
