/** Topics of which every instance reads all. */
@NullMarked
package dev.sightline.query.follow;

import org.jspecify.annotations.NullMarked;
