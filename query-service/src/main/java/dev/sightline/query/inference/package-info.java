/** Single inferences: newest first, one by one, and their images. */
@NullMarked
package dev.sightline.query.inference;

import org.jspecify.annotations.NullMarked;
