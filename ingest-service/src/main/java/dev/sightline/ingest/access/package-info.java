/** Who may report for which workspace, and how fast. */
@NullMarked
package dev.sightline.ingest.access;

import org.jspecify.annotations.NullMarked;
