@NullMarked
package dev.sightline.alert.members;

import org.jspecify.annotations.NullMarked;
