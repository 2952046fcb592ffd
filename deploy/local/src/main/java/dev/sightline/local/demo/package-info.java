/**
 * A plausible fleet that reports to a running system: what {@code ./sightline demo} and {@code ./sightline up --demo} show.
 * Everything goes through the public HTTP endpoints, and everything follows from a seed.
 */
@NullMarked
package dev.sightline.local.demo;

import org.jspecify.annotations.NullMarked;
