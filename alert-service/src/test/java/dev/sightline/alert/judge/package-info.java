@NullMarked
package dev.sightline.alert.judge;

import org.jspecify.annotations.NullMarked;
