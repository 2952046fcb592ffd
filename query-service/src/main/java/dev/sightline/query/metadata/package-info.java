/** The customer's own fields of inferences: those that came with them and those that were attached later, as one. */
@NullMarked
package dev.sightline.query.metadata;

import org.jspecify.annotations.NullMarked;
