/** How the API describes itself. */
@NullMarked
package dev.sightline.query.openapi;

import org.jspecify.annotations.NullMarked;
