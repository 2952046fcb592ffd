package dev.sightline.query.view;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A view as its person sees it. */
@Schema(name = "SavedView", description = "Filters and a span of the inference table, under a name.")
record SavedViewShown(
        UUID id,
        String name,

        @Schema(description = "The query of the table's address, without the question mark.")
        String search,

        Instant savedAt) {}
