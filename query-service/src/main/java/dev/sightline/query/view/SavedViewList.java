package dev.sightline.query.view;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person's views. */
@Schema(description = "The views of whoever is signed in, by name.")
record SavedViewList(List<SavedViewShown> savedViews) {}
