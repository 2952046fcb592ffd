/** Which passwords will do, and how they are kept. */
@NullMarked
package dev.sightline.query.password;

import org.jspecify.annotations.NullMarked;
