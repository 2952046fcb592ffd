/** What a caller is told when something is wrong: RFC 9457 bodies, one shape for all. */
@NullMarked
package dev.sightline.stats.problem;

import org.jspecify.annotations.NullMarked;
