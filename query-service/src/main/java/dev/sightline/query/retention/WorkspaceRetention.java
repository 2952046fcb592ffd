package dev.sightline.query.retention;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** For how long a workspace keeps things, at rest; null is as long as the installation does. */
@Entity
class WorkspaceRetention {
    /** Slug. */
    @Id
    String workspace;

    @Nullable Integer rowsDays;

    @Nullable Integer rollupsDays;

    @Nullable Integer imagesDays;

    KeptDays days() {
        return new KeptDays(rowsDays, rollupsDays, imagesDays);
    }

    void set(KeptDays days) {
        rowsDays = days.rowsDays();
        rollupsDays = days.rollupsDays();
        imagesDays = days.imagesDays();
    }
}
