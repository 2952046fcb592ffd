@NullMarked
package dev.sightline.alert.editing;

import org.jspecify.annotations.NullMarked;
