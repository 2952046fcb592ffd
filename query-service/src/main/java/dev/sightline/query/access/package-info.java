/** The door: who may come in, by cookie or key. */
@NullMarked
package dev.sightline.query.access;

import org.jspecify.annotations.NullMarked;
