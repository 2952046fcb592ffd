package dev.sightline.query.view;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A view at rest; it belongs to one person in one workspace. */
@Entity
@Table(name = "saved_view")
class SavedView {
    @Id
    UUID id;

    /** Slug. */
    String workspace;

    UUID personId;

    String name;

    String search;

    Instant savedAt;

    SavedViewShown shown() {
        return new SavedViewShown(id, name, search, savedAt);
    }
}
