/** What a figure means: thresholds, seasons, drops and drifts. Plain Java, so that benchmarks and tests can replay years of it. */
@NullMarked
package dev.sightline.alert.judge;

import org.jspecify.annotations.NullMarked;
