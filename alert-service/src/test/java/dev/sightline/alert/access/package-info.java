@NullMarked
package dev.sightline.alert.access;

import org.jspecify.annotations.NullMarked;
