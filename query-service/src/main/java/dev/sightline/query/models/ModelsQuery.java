package dev.sightline.query.models;

import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;

/** The figures of every model version in a window. */
@ApplicationScoped
class ModelsQuery {
    ModelList in(TimeWindow window) {
        throw new UnsupportedOperationException(window.toString());
    }
}
