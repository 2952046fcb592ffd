/** What the first start creates. */
@NullMarked
package dev.sightline.query.setup;

import org.jspecify.annotations.NullMarked;
