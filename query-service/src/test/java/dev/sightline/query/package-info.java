/** The whole service over real engines, asked over HTTP as the dashboard and programs ask it. */
@NullMarked
package dev.sightline.query;

import org.jspecify.annotations.NullMarked;
