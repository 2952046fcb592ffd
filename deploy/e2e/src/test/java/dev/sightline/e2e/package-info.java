/** The whole system, as its users meet it: HTTP, the dashboard in a browser, processes that are killed. */
@NullMarked
package dev.sightline.e2e;

import org.jspecify.annotations.NullMarked;
