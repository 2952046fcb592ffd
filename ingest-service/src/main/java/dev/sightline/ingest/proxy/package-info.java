/** The gateway that an inference server can be told to send all its calls through. */
@NullMarked
package dev.sightline.ingest.proxy;

import org.jspecify.annotations.NullMarked;
