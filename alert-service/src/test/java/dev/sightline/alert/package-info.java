@NullMarked
package dev.sightline.alert;

import org.jspecify.annotations.NullMarked;
