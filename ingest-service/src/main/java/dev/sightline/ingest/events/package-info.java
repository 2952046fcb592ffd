/** From here to Kafka: how an event lies on its topic, and the promise that it does. */
@NullMarked
package dev.sightline.ingest.events;

import org.jspecify.annotations.NullMarked;
