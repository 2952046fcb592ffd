/** The outbox, and the ways out of it: e-mail and webhooks. */
@NullMarked
package dev.sightline.alert.delivery;

import org.jspecify.annotations.NullMarked;
