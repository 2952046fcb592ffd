/** Figures as Roboflow's API gives them, for clients that know no other. */
@NullMarked
package dev.sightline.query.compatible;

import org.jspecify.annotations.NullMarked;
