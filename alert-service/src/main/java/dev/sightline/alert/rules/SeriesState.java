package dev.sightline.alert.rules;

import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Memory;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.state.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where one series of a rule stands.
 *
 * @param since when the state began
 * @param judgedUntil every bucket that ends here or before is judged
 * @param figures of the bucket judged last; null before the first
 * @param recent the latest judged buckets, so that late data is noticed
 * @param incidentId null while nothing is open
 * @param learnedFrom where the past begins that is ordinary, since somebody accepted a new level; null for all of it
 */
public record SeriesState(
        SeriesScope scope,
        AlertState state,
        Instant since,
        Instant judgedUntil,
        Memory memory,
        @Nullable Figures figures,
        List<Figures> recent,
        @Nullable UUID incidentId,
        @Nullable Instant learnedFrom) {
    public SeriesState {
        recent = List.copyOf(recent);
    }

    public static SeriesState beginning(SeriesScope scope, Instant at) {
        return new SeriesState(scope, new AlertState.Ok(), at, at, Memory.NONE, null, List.of(), null, null);
    }

    /** The same in another state; the time of it only changes when its name does. */
    public SeriesState in(AlertState next, Instant at) {
        return new SeriesState(
                scope,
                next,
                next.name() == state.name() ? since : at,
                judgedUntil,
                memory,
                figures,
                recent,
                incidentId,
                learnedFrom);
    }

    public SeriesState judged(Instant until, Memory nextMemory, Figures last, List<Figures> nextRecent) {
        return new SeriesState(scope, state, since, until, nextMemory, last, nextRecent, incidentId, learnedFrom);
    }

    public SeriesState withIncident(@Nullable UUID id) {
        return new SeriesState(scope, state, since, judgedUntil, memory, figures, recent, id, learnedFrom);
    }

    /** The same, learning what is ordinary anew from there on. */
    public SeriesState learningFrom(Instant from) {
        return new SeriesState(scope, state, since, judgedUntil, Memory.NONE, figures, recent, incidentId, from);
    }

    /** The same with nothing left to judge before {@code until}. */
    public SeriesState skippingTo(Instant until) {
        return new SeriesState(scope, state, since, until, memory, figures, recent, incidentId, learnedFrom);
    }
}
