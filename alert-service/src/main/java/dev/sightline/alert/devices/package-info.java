/** Devices and the servers on them: what is expected of each, and whether it has kept its word. */
@NullMarked
package dev.sightline.alert.devices;

import org.jspecify.annotations.NullMarked;
