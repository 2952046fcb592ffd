/** What we sign, so that we know it again. */
@NullMarked
package dev.sightline.query.signature;

import org.jspecify.annotations.NullMarked;
