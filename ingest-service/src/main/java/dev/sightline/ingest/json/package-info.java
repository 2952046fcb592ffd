/** Reading JSON token by token: values with their limits, and refusals that name the field. */
@NullMarked
package dev.sightline.ingest.json;

import org.jspecify.annotations.NullMarked;
