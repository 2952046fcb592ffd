package dev.sightline.query.inference;

import dev.sightline.query.window.TimeWindow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of inferences, newest first. */
@Schema(description = "A page of inferences, newest first.")
record InferencePage(
        TimeWindow window,
        List<Inference> inferences,

        @Schema(description = "Asks for the page after this one; null on the last.") @Nullable String nextCursor) {}
