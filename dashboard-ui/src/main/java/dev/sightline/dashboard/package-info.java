/** The one public origin: the pages, and the way from them to the services. */
@NullMarked
package dev.sightline.dashboard;

import org.jspecify.annotations.NullMarked;
