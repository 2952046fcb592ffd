package dev.sightline.query.live;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.apikey.KnownApiKeys;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.session.KnownSessions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The open streams of this instance, by workspace.
 *
 * <p>With each beat the caller is looked up again: a stream ends within one of the end of its session, its key, or its stay in
 * the workspace.
 */
@ApplicationScoped
class LiveStreams {
    private static final Logger log = Logger.getLogger(LiveStreams.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    // Of events that a client did not take: with more it is cut off, and asks anew.
    private static final int BUFFER = 16;

    private final Map<String, Set<Stream>> byWorkspace = new ConcurrentHashMap<>();
    private final KnownSessions sessions;
    private final KnownApiKeys keys;
    private final int mostPerWorkspace;

    LiveStreams(KnownSessions sessions, KnownApiKeys keys, QueryConfig config) {
        this.sessions = sessions;
        this.keys = keys;
        this.mostPerWorkspace = config.live().streamsPerWorkspace();
    }

    // Not a record: two streams of one caller are two.
    private static final class Stream {
        private final Caller caller;
        private final MultiEmitter<? super LiveEvent> emitter;

        private Stream(Caller caller, MultiEmitter<? super LiveEvent> emitter) {
            this.caller = caller;
            this.emitter = emitter;
        }
    }

    /**
     * What is told from now on; begins with a beat, so that a client knows at once that it listens.
     *
     * @throws ProblemException 429 when the workspace has as many streams as it may have
     */
    Multi<LiveEvent> open(Caller caller) {
        var open = byWorkspace.computeIfAbsent(caller.workspace(), _ -> ConcurrentHashMap.newKeySet());
        if (open.size() >= mostPerWorkspace) {
            throw ProblemException.tooMany(
                    "this workspace has " + mostPerWorkspace + " live streams open here, which is all that it may have;"
                            + " close some, or ask for the figures every now and then",
                    RETRY_AFTER);
        }
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var stream = new Stream(caller, emitter);
                            emitter.onTermination(() -> open.remove(stream));
                            open.add(stream);
                            emitter.emit(LiveEvent.BEAT);
                        },
                        BUFFER);
    }

    /** Tells all who look at the workspace. */
    void stored(String workspace) {
        byWorkspace.getOrDefault(workspace, Set.of()).forEach(stream -> stream.emitter.emit(LiveEvent.STORED));
    }

    @Scheduled(
            every = "${query.live.beat-every}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> beat() {
        List<Stream> open = byWorkspace.values().stream().flatMap(Set::stream).toList();
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(this::beat)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> beat(Stream stream) {
        return mayListen(stream.caller)
                .invoke(may -> {
                    if (may) {
                        stream.emitter.emit(LiveEvent.BEAT);
                    } else {
                        stream.emitter.complete();
                    }
                })
                // Nobody is let in without the database, and nobody is let stay.
                .onFailure()
                .invoke(failure -> {
                    log.warnf("a live stream's caller cannot be looked up, it is ended error=%s", failure);
                    stream.emitter.complete();
                })
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> mayListen(Caller caller) {
        return switch (caller) {
            case Caller.Member member ->
                sessions.find(member.sessionId())
                        .map(found -> found.filter(now -> now.workspace().equals(member.workspace()))
                                .isPresent());
            case Caller.Program program -> keys.holds(program.keyId());
        };
    }

    void stop(@Observes ShutdownEvent event) {
        byWorkspace.values().forEach(open -> open.forEach(stream -> stream.emitter.complete()));
    }
}
