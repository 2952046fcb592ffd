/** What other services are told, on compacted topics. */
@NullMarked
package dev.sightline.query.publication;

import org.jspecify.annotations.NullMarked;
