/** Makes the topics where nobody else has: a program of its own, run once before the services start. */
@NullMarked
package dev.sightline.stats.topics;

import org.jspecify.annotations.NullMarked;
