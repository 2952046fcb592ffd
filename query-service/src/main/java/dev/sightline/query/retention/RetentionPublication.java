package dev.sightline.query.retention;

import dev.sightline.contract.access.WorkspaceRetentionSet;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.publication.Publications;
import dev.sightline.query.publication.Published;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells stats-service for how long each workspace keeps things. */
@ApplicationScoped
class RetentionPublication implements Published {
    private final Retentions retentions;

    RetentionPublication(Retentions retentions) {
        this.retentions = retentions;
    }

    @Override
    public String topic() {
        return Topics.WORKSPACE_RETENTION;
    }

    @Override
    public String type() {
        return WorkspaceRetentionSet.getDescriptor().getFullName();
    }

    @Override
    public Uni<Optional<byte[]>> valueOf(String key) {
        return retentions
                .findById(key)
                .map(kept ->
                        Optional.ofNullable(kept).map(known -> message(known).toByteArray()));
    }

    @Override
    public Uni<Void> startOver(Publications publications) {
        return retentions
                .listAll()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(kept -> publications.note(topic(), kept.workspace))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static WorkspaceRetentionSet message(WorkspaceRetention kept) {
        return WorkspaceRetentionSet.newBuilder()
                .setWorkspace(kept.workspace)
                .setRowsDays(orZero(kept.rowsDays))
                .setRollupsDays(orZero(kept.rollupsDays))
                .setImagesDays(orZero(kept.imagesDays))
                .build();
    }

    private static int orZero(@Nullable Integer days) {
        return days == null ? 0 : days;
    }
}
