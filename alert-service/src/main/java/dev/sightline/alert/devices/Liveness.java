package dev.sightline.alert.devices;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server lives: {@code NEW → ONLINE → LATE → OFFLINE}, back to {@code ONLINE} from {@code LATE} at once and
 * from {@code OFFLINE} after two beats in a row.
 *
 * <p>Each state has the steps that are legal from it and no others. Silence is measured by the pipeline's clock (see
 * {@link PipelineClock}), never by ours.
 */
sealed interface Liveness {
    /** What people and programs call the states. */
    enum Name {
        NEW,
        ONLINE,
        LATE,
        OFFLINE
    }

    /** The state after a beat that was received at {@code at}. */
    Liveness afterBeat(Instant at, BeatPromise promise);

    /** The state after {@code silence}, as the pipeline's clock shows {@code at}. */
    Liveness afterSilence(Duration silence, Instant at, BeatPromise promise);

    Name name();

    /** When this state began; for a state that silence led to, by the pipeline's clock. */
    Instant since();

    /** The silence after which {@link #afterSilence} gives another state; null when none does. */
    @Nullable Duration patience(BeatPromise promise);

    /** Known of, but never heard: it cannot be missed, however long it stays silent. */
    record New(Instant since) implements Liveness {
        @Override
        public Online afterBeat(Instant at, BeatPromise promise) {
            return new Online(at);
        }

        @Override
        public New afterSilence(Duration silence, Instant at, BeatPromise promise) {
            return this;
        }

        @Override
        public Name name() {
            return Name.NEW;
        }

        @Override
        public @Nullable Duration patience(BeatPromise promise) {
            return null;
        }
    }

    /** Beats as promised. */
    record Online(Instant since) implements Liveness {
        @Override
        public Online afterBeat(Instant at, BeatPromise promise) {
            return this;
        }

        @Override
        public Liveness afterSilence(Duration silence, Instant at, BeatPromise promise) {
            // A long silence seen at once, such as after our own restart, still passes through LATE.
            return silence.compareTo(promise.lateAfter()) > 0 ? new Late(at).afterSilence(silence, at, promise) : this;
        }

        @Override
        public Name name() {
            return Name.ONLINE;
        }

        @Override
        public Duration patience(BeatPromise promise) {
            return promise.lateAfter();
        }
    }

    /** A beat is overdue; nobody is told yet. */
    record Late(Instant since) implements Liveness {
        @Override
        public Online afterBeat(Instant at, BeatPromise promise) {
            return new Online(at);
        }

        @Override
        public Liveness afterSilence(Duration silence, Instant at, BeatPromise promise) {
            return silence.compareTo(promise.offlineAfter()) > 0 ? new Offline(at, null) : this;
        }

        @Override
        public Name name() {
            return Name.LATE;
        }

        @Override
        public Duration patience(BeatPromise promise) {
            return promise.offlineAfter();
        }
    }

    /**
     * Taken for dead.
     *
     * @param beatAt the latest beat since then; one alone may be the last gasp of a server in a crash loop
     */
    record Offline(Instant since, @Nullable Instant beatAt) implements Liveness {
        @Override
        public Liveness afterBeat(Instant at, BeatPromise promise) {
            boolean isInARow = beatAt != null && Duration.between(beatAt, at).compareTo(promise.lateAfter()) <= 0;
            return isInARow ? new Online(at) : new Offline(since, at);
        }

        @Override
        public Offline afterSilence(Duration silence, Instant at, BeatPromise promise) {
            return this;
        }

        @Override
        public Name name() {
            return Name.OFFLINE;
        }

        @Override
        public @Nullable Duration patience(BeatPromise promise) {
            return null;
        }
    }
}
