/** The one way of the alert engine to PostgreSQL: plain SQL in plain transactions, on virtual threads. */
@NullMarked
package dev.sightline.alert.store;

import org.jspecify.annotations.NullMarked;
