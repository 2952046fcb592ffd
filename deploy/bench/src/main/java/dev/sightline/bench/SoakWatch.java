package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the system while it works: the memory of each process, the parts of ClickHouse's tables, what waits on Kafka. */
final class SoakWatch implements AutoCloseable {
    private static final int EVERY_SECONDS = 5;
    private static final String PARTS = """
            SELECT table, count() AS number
            FROM system.parts
            WHERE active AND database = currentDatabase()
            GROUP BY table
            ORDER BY number DESC
            LIMIT 1
            FORMAT TSV
            """;

    private final LocalSystem system;
    private final Lag lag;
    private final RawClickHouse clickHouse;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
    private final List<Double> hours = new ArrayList<>();
    private final List<long[]> megabytes = new ArrayList<>();
    private final long begin = System.nanoTime();
    private String fullestTable = "";
    private long mostParts;
    private long mostWaiting;
    private int failures;

    SoakWatch(LocalSystem system, Lag lag) {
        this.system = system;
        this.lag = lag;
        this.clickHouse = new RawClickHouse(system.engineAddresses(), RawClickHouse.DATABASE);
        var _ = looker.scheduleAtFixedRate(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void look() {
        try {
            long[] now = ProcessMemory.megabytes(system);
            hours.add((System.nanoTime() - begin) / 3.6e12);
            megabytes.add(now);
            String[] parts = clickHouse.ask(PARTS, Map.of()).text().split("\t", -1);
            if (Long.parseLong(parts[1]) > mostParts) {
                fullestTable = parts[0];
                mostParts = Long.parseLong(parts[1]);
            }
            mostWaiting = Math.max(mostWaiting, lag.now());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // An engine that does not answer in a spike is looked at again soon; how often it did not, is told.
            failures++;
        }
    }

    /** Most at any time, with the table's name. */
    synchronized String mostParts() {
        return mostParts + " (" + fullestTable + ")";
    }

    /** Inferences. */
    synchronized long mostWaiting() {
        return mostWaiting;
    }

    synchronized int failures() {
        return failures;
    }

    /** A line of a table for each process: the straight line that fits its memory best after the first fifth of the time. */
    synchronized void printMemory() {
        int settled = hours.size() / 5;
        System.out.printf(
                Locale.ROOT,
                "%n| process | MB after %.0f min | MB at the end | grows by MB an hour | most MB |%n| --- | ---: | ---: | ---: | ---: |%n",
                hours.get(settled) * 60);
        for (int part = 0; part < ProcessMemory.PARTS.size(); part++) {
            printMemory(part, settled);
        }
    }

    private synchronized void printMemory(int part, int settled) {
        int looks = hours.size() - settled;
        double meanHours = 0;
        double mean = 0;
        long most = 0;
        for (int i = settled; i < hours.size(); i++) {
            meanHours += hours.get(i) / looks;
            mean += (double) megabytes.get(i)[part] / looks;
            most = Math.max(most, megabytes.get(i)[part]);
        }
        double together = 0;
        double squares = 0;
        for (int i = settled; i < hours.size(); i++) {
            double away = hours.get(i) - meanHours;
            together += away * (megabytes.get(i)[part] - mean);
            squares += away * away;
        }
        double slope = together / squares;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %d |%n",
                ProcessMemory.PARTS.get(part),
                mean + slope * (hours.get(settled) - meanHours),
                mean + slope * (hours.getLast() - meanHours),
                slope,
                most);
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
