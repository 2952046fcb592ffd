package dev.sightline.query.inference;

import dev.sightline.query.window.TimeWindow;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many inferences pass the filters. */
@Schema(description = "How many inferences of the window pass the filters.")
record InferenceCount(TimeWindow window, long inferences) {}
