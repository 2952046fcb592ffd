/** What figures of every kind share: which models they are about, and what can be told from fixed bins. */
@NullMarked
package dev.sightline.query.figures;

import org.jspecify.annotations.NullMarked;
