/** Incidents as people see and settle them. */
@NullMarked
package dev.sightline.alert.review;

import org.jspecify.annotations.NullMarked;
