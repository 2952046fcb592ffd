@NullMarked
package dev.sightline.alert.measure;

import org.jspecify.annotations.NullMarked;
