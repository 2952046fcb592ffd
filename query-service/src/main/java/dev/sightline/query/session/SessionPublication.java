package dev.sightline.query.session;

import dev.sightline.contract.access.SessionVoided;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.publication.Publications;
import dev.sightline.query.publication.Published;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Tells the other services which tokens to refuse, for as long as these would otherwise be good. */
@ApplicationScoped
class SessionPublication implements Published {
    private static final int MOST_AT_ONCE = 1000;

    private final Sessions sessions;
    private final Clock clock;

    SessionPublication(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return Topics.SESSIONS;
    }

    @Override
    public String type() {
        return SessionVoided.getDescriptor().getFullName();
    }

    @Override
    public Uni<Optional<byte[]>> valueOf(String key) {
        return sessions.findById(UUID.fromString(key))
                .map(session -> Optional.ofNullable(session)
                        .map(known -> SessionVoided.newBuilder()
                                .setSessionId(key)
                                .setEnded(known.endedAt != null)
                                .setLowestRevision(known.revision)
                                .build()
                                .toByteArray()));
    }

    @Override
    public Uni<Void> startOver(Publications publications) {
        return sessions.list("(endedAt is not null or revision > 0) and expiresAt > ?1", clock.instant())
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(session -> publications.note(Topics.SESSIONS, session.id.toString()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Removes sessions whose last token has expired, here and from the topic. */
    @Scheduled(
            every = "1h",
            delayed = "1m",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> removeExpired() {
        return Panache.withTransaction(() -> sessions.removeExpired(MOST_AT_ONCE));
    }
}
