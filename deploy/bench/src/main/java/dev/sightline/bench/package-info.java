/** Benchmarks of the whole system, each a ratio against a limit that is measured in the same run. */
@NullMarked
package dev.sightline.bench;

import org.jspecify.annotations.NullMarked;
