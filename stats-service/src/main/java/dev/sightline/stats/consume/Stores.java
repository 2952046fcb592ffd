package dev.sightline.stats.consume;

import dev.sightline.stats.deadletter.DeadLetters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** What the consumers of all topics write to and read from. */
@ApplicationScoped
class Stores {
    private final StoredRows rows;
    private final RangeWriter writer;
    private final DeadLetters deadLetters;
    private final RangeEvents events;
    private final Clock clock;

    Stores(StoredRows rows, RangeWriter writer, DeadLetters deadLetters, RangeEvents events, Clock clock) {
        this.rows = rows;
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.events = events;
        this.clock = clock;
    }

    StoredRows rows() {
        return rows;
    }

    RangeWriter writer() {
        return writer;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    RangeEvents events() {
        return events;
    }

    Clock clock() {
        return clock;
    }
}
