/** Sign-ins: which there are, their tokens, and how they end. */
@NullMarked
package dev.sightline.query.session;

import org.jspecify.annotations.NullMarked;
