package dev.sightline.alert.devices;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The pipeline's clock in one partition, as stored; its row is also the lock on the partition's servers. */
@Entity
@Table(name = "pipeline_clock")
class PartitionClock extends PanacheEntityBase {
    @Id
    int partition;

    @Column(name = "beat_at")
    @Nullable Instant beatAt;

    @Column(name = "hearing_since")
    @Nullable Instant hearingSince;

    /** For Hibernate. */
    PartitionClock() {}

    static PartitionClock silent(int partition) {
        var clock = new PartitionClock();
        clock.partition = partition;
        return clock;
    }

    /** The clock after a beat of the pipeline, stored. */
    PipelineClock beat(Instant at) {
        var clock = beatAt == null || hearingSince == null
                ? PipelineClock.startingAt(at)
                : new PipelineClock(beatAt, hearingSince).beat(at);
        beatAt = clock.beatAt();
        hearingSince = clock.hearingSince();
        return clock;
    }
}
