/** How the API describes itself. */
@NullMarked
package dev.sightline.alert.openapi;

import org.jspecify.annotations.NullMarked;
