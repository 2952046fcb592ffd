@NullMarked
package dev.sightline.alert.devices;

import org.jspecify.annotations.NullMarked;
