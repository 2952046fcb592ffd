package dev.sightline.alert.devices;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last beat of one server and what follows from it, as stored. */
@Entity
@Table(name = "device_beat")
class ServerBeat extends PanacheEntityBase {
    @EmbeddedId
    ServerKey key;

    /** The partition whose clock this server is judged by. */
    int partition;

    @Column(name = "last_beat_at")
    Instant lastBeatAt;

    @Column(name = "interval_seconds")
    double intervalSeconds;

    @Enumerated(EnumType.STRING)
    Liveness.Name state;

    @Column(name = "state_since")
    Instant stateSince;

    @Column(name = "offline_beat_at")
    @Nullable Instant offlineBeatAt;

    @Column(name = "due_at")
    @Nullable Instant dueAt;

    /** For Hibernate. */
    ServerBeat() {}

    /** A server that was just heard for the first time. */
    static ServerBeat first(Beat.OfServer beat) {
        var server = new ServerBeat();
        server.key = beat.server();
        server.become(new Liveness.New(beat.at()), beat.promise());
        server.lastBeatAt = Instant.MIN;
        server.hear(beat);
        return server;
    }

    /** Takes a beat. One that is not newer than the last says nothing new: it was delivered twice or overtaken. */
    void hear(Beat.OfServer beat) {
        if (!beat.at().isAfter(lastBeatAt)) {
            return;
        }
        partition = beat.partition();
        lastBeatAt = beat.at();
        intervalSeconds = beat.promise().interval().toMillis() / 1000.0;
        become(liveness().afterBeat(beat.at(), beat.promise()), beat.promise());
    }

    /** Judges the silence since the last beat; one shorter than {@code earliestOffline} is nobody's end. */
    void judge(PipelineClock clock, Duration earliestOffline) {
        var promise = BeatPromise.ofSeconds(intervalSeconds).offlineNotBefore(earliestOffline);
        become(liveness().afterSilence(clock.silenceSince(lastBeatAt), clock.beatAt(), promise), promise);
    }

    /** Whether silence may have changed the state by {@code time} on the pipeline's clock. */
    boolean isDueAt(Instant time) {
        return dueAt != null && dueAt.isBefore(time);
    }

    Liveness liveness() {
        return switch (state) {
            case NEW -> new Liveness.New(stateSince);
            case ONLINE -> new Liveness.Online(stateSince);
            case LATE -> new Liveness.Late(stateSince);
            case OFFLINE -> new Liveness.Offline(stateSince, offlineBeatAt);
        };
    }

    private void become(Liveness next, BeatPromise promise) {
        state = next.name();
        stateSince = next.since();
        offlineBeatAt = next instanceof Liveness.Offline offline ? offline.beatAt() : null;
        Duration patience = next.patience(promise);
        dueAt = patience == null ? null : lastBeatAt.plus(patience);
    }
}
