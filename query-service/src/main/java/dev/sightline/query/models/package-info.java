/** The same figures per model version. */
@NullMarked
package dev.sightline.query.models;

import org.jspecify.annotations.NullMarked;
