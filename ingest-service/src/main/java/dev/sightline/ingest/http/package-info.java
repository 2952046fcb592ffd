/** The edge: request bodies that stay within their bounds, and answers that say what is wrong. */
@NullMarked
package dev.sightline.ingest.http;

import org.jspecify.annotations.NullMarked;
