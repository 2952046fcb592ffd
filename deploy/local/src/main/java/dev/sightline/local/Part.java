package dev.sightline.local;

import java.time.Duration;

/**
 * A part of the system, an engine or a service, that runs as a process or a container of its own: it can be started, waited for, stopped in good order, and killed and
 * started again on the same data, which is what the fault tests do.
 */
public interface Part {
    /** As in logs and messages: "kafka", "ingest-service". */
    String name();

    /** Starts the process and returns at once. */
    void start();

    /** Whether it answers by now. Never throws: a part that is starting refuses connections. */
    boolean isReady();

    boolean isAlive();

    /** Its process id (a container's as its engine tells it), or -1 when it does not run. */
    long pid();

    /** Asks it to end, and makes it after the grace period. Returns when it is gone; does nothing when it does not run. */
    void stop(Duration grace);

    /** {@code kill -9}. Returns when the process is gone; its data stay as they are. */
    void kill();

    /** Runs the action each time the process ends, however it ends, until the next start. */
    void onExit(Runnable action);

    /** Ends what an earlier launcher on the same data left behind when it was killed. */
    void endStale();
}
