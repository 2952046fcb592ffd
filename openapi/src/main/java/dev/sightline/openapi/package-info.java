/** What is the same in the descriptions of all services' APIs. Filters have priorities, so that a description has one order. */
@NullMarked
package dev.sightline.openapi;

import org.jspecify.annotations.NullMarked;
