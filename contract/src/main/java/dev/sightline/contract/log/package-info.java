/** What the lines of the services' logs have in common. */
@NullMarked
package dev.sightline.contract.log;

import org.jspecify.annotations.NullMarked;
