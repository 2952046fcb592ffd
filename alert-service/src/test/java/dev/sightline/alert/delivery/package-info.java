@NullMarked
package dev.sightline.alert.delivery;

import org.jspecify.annotations.NullMarked;
