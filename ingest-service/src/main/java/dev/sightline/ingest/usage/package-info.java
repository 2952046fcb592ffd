/** What inference servers count by themselves: errors, video streams, and how much they really did. */
@NullMarked
package dev.sightline.ingest.usage;

import org.jspecify.annotations.NullMarked;
