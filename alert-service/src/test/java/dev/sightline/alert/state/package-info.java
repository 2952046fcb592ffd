@NullMarked
package dev.sightline.alert.state;

import org.jspecify.annotations.NullMarked;
