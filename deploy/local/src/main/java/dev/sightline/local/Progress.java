package dev.sightline.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person at the terminal sees while the system comes up, runs and ends: one line an event, with its time. */
public final class Progress {
    private final PrintStream out;
    private final long begin = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    void ready(String part, Duration after) {
        say(String.format(Locale.ROOT, "%-16s ready after %.1f s", part, after.toMillis() / 1000.0));
    }

    void stopped(String part) {
        say(String.format(Locale.ROOT, "%-16s stopped", part));
    }

    void died(String part) {
        say(String.format(Locale.ROOT, "%-16s ended unexpectedly; starting it again", part));
    }

    public void say(String line) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        synchronized (out) {
            out.printf(Locale.ROOT, "%7.1f s  %s%n", seconds, line);
            out.flush();
        }
    }

    /** A line without a time, for what is to be read at the end. */
    void print(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
