package dev.sightline.alert.devices;

import java.time.Duration;
import java.time.Instant;

/**
 * The pipeline's own clock in one partition of the heartbeats: the latest beat that ingest-service itself wrote there.
 *
 * <p>Servers are judged against it alone. If we read late, it is late as well; if ingest-service was away, nobody could
 * beat, and the time without the pipeline's beats counts as nobody's silence.
 *
 * @param beatAt the latest beat of the pipeline
 * @param hearingSince when the beats began to come without a gap
 */
record PipelineClock(Instant beatAt, Instant hearingSince) {
    /** Three beats of the pipeline; a longer gap means that it could not hear anybody. */
    static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    PipelineClock {
        if (hearingSince.isAfter(beatAt)) {
            throw new IllegalArgumentException("hears since " + hearingSince + ", after its beat at " + beatAt);
        }
    }

    static PipelineClock startingAt(Instant at) {
        return new PipelineClock(at, at);
    }

    /** The clock after a beat. It never goes back: two instances of ingest-service may disagree by a little. */
    PipelineClock beat(Instant at) {
        if (!at.isAfter(beatAt)) {
            return this;
        }
        boolean wasDeaf = Duration.between(beatAt, at).compareTo(LONGEST_GAP) > 0;
        return wasDeaf ? startingAt(at) : new PipelineClock(at, hearingSince);
    }

    /** How long a server has been silent while it could have been heard; never negative. */
    Duration silenceSince(Instant lastBeatAt) {
        Instant from = lastBeatAt.isAfter(hearingSince) ? lastBeatAt : hearingSince;
        Duration silence = Duration.between(from, beatAt);
        return silence.isNegative() ? Duration.ZERO : silence;
    }
}
