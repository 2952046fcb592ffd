/** Takes what inference servers report over HTTP and answers once the log has it. */
@NullMarked
package dev.sightline.ingest;

import org.jspecify.annotations.NullMarked;
