/** The workspace's headline figures and their course over time. */
@NullMarked
package dev.sightline.query.overview;

import org.jspecify.annotations.NullMarked;
