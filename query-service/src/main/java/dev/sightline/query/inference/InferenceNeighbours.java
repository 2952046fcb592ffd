package dev.sightline.query.inference;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What stands around an inference in a list. */
@Schema(description = "What stands around an inference in the list of those that pass the filters.")
record InferenceNeighbours(
        @Schema(description = "Those before it in the list, the nearest first.")
        List<Inference> newer,

        @Schema(description = "Those after it in the list, the nearest first.")
        List<Inference> older) {}
