package dev.sightline.ingest.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What all bodies of a kind may take together: of memory, or of the room for files. */
final class MemoryBudget {
    private static final int PERMIT_BYTES = 1024;

    private final Semaphore permits;

    MemoryBudget(long bytes) {
        permits = new Semaphore(Math.toIntExact(bytes / PERMIT_BYTES));
    }

    /** A share that grows with a body, from nothing. */
    Share open() {
        return new Share();
    }

    final class Share {
        private long bytes;
        private int taken;

        /**
         * Takes room for so many more bytes.
         *
         * @throws ProblemException 503 when there is none
         */
        void take(int more) {
            bytes += more;
            int missing = (int) (bytes / PERMIT_BYTES) - taken;
            if (missing == 0) {
                return;
            }
            // Never waits: two half-read bodies that wait for each other would wait for ever.
            if (!permits.tryAcquire(missing)) {
                throw ProblemException.unavailable(
                        "busy",
                        "Too much is on its way at once",
                        "Nothing of this request was taken; send it again.",
                        Duration.ofSeconds(1));
            }
            taken += missing;
        }

        /** Gives everything back. */
        void close() {
            permits.release(taken);
            taken = 0;
        }
    }
}
