@NullMarked
package dev.sightline.query.live;

import org.jspecify.annotations.NullMarked;
