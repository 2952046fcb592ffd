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
 */
public record SeriesState(
        SeriesScope scope,
        AlertState state,
        Instant since,
        Instant judgedUntil,
        Memory memory,
        @Nullable Figures figures,
        List<Figures> recent,
        @Nullable UUID incidentId) {
    public SeriesState {
        recent = List.copyOf(recent);
    }

    public static SeriesState beginning(SeriesScope scope, Instant at) {
        return new SeriesState(scope, new AlertState.Ok(), at, at, Memory.NONE, null, List.of(), null);
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
                incidentId);
    }

    public SeriesState judged(Instant until, Memory nextMemory, Figures last, List<Figures> nextRecent) {
        return new SeriesState(scope, state, since, until, nextMemory, last, nextRecent, incidentId);
    }

    public SeriesState withIncident(@Nullable UUID id) {
        return new SeriesState(scope, state, since, judgedUntil, memory, figures, recent, id);
    }
}
