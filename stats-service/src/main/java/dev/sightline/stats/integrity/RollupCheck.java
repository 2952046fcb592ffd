package dev.sightline.stats.integrity;

import dev.sightline.stats.clickhouse.ClickHouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Compares one rollup with the rows it is made of, quarter-hour by quarter-hour.
 *
 * <p>A block reaches the rollup a moment after the table. A difference therefore counts when it is found twice, with the same
 * sums on both sides.
 */
final class RollupCheck {
    static final long QUARTER_SECONDS = 900;
    private static final long DAY_SECONDS = 86_400;
    private static final int MOST_REMEMBERED = 10_000;

    private final ClickHouse clickHouse;
    private final Rollup rollup;
    private final TreeMap<Long, Checked> checked = new TreeMap<>();
    private long unchecked;

    RollupCheck(ClickHouse clickHouse, Rollup rollup) {
        this.clickHouse = clickHouse;
        this.rollup = rollup;
    }

    String table() {
        return rollup.table();
    }

    /**
     * Compares closed quarter-hours: those of the window, and those that have got rows since the last time.
     *
     * @param run number of this comparison
     * @param from beginning of the window, Unix time in seconds
     * @param until end of the last closed quarter-hour
     * @param touched beginnings of the quarter-hours with new rows
     * @param kept since when rows are kept, Unix time in seconds: without them there is nothing to compare with
     */
    void run(long run, long from, long until, Set<Long> touched, long kept, int budget) {
        for (long quarter : touched) {
            remember(quarter);
        }
        checked.headMap(kept).clear();
        LongStream.iterate(from - from % QUARTER_SECONDS, quarter -> quarter < until, q -> q + QUARTER_SECONDS)
                .forEach(quarter -> checked.putIfAbsent(quarter, Checked.NEVER));
        var chosen = checked.entrySet().stream()
                .filter(entry -> entry.getKey() + QUARTER_SECONDS <= until)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().urgency()))
                .limit(budget)
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(quarter -> quarter / DAY_SECONDS));
        chosen.values().forEach(quarters -> compare(quarters, run));
        unchecked = checked.entrySet().stream()
                .filter(entry -> entry.getKey() + QUARTER_SECONDS <= until
                        && !entry.getValue().isSettled())
                .count();
        forget(from);
    }

    /** Quarter-hours that are yet to be compared, or whose difference is yet to be confirmed. */
    long unchecked() {
        return unchecked;
    }

    /** How many quarter-hours were compared. */
    long bucketsChecked() {
        return checked.values().stream().filter(Checked::isSettled).count();
    }

    /** Beginning of the first closed quarter-hour that was not compared; Unix time in seconds. */
    long checkedUntil(long until) {
        return checked.entrySet().stream()
                .filter(entry -> !entry.getValue().isSettled())
                .mapToLong(Map.Entry::getKey)
                .min()
                .stream()
                .map(quarter -> Math.min(quarter, until))
                .findFirst()
                .orElse(until);
    }

    /** Differences that were found twice. */
    List<Difference> differences() {
        return checked.values().stream()
                .filter(Checked::isSettled)
                .flatMap(result -> result.differences().stream())
                .toList();
    }

    private void remember(long quarter) {
        // What was found of it before does not hold for the new rows.
        checked.put(quarter, Checked.NEVER);
    }

    private void compare(List<Long> quarters, long run) {
        long first = quarters.stream().min(Comparator.naturalOrder()).orElseThrow();
        long last = quarters.stream().max(Comparator.naturalOrder()).orElseThrow();
        var found = new HashMap<Long, List<Difference>>();
        String list = quarters.stream().map(Objects::toString).collect(Collectors.joining(", "));
        clickHouse.query(rollup.sql(list), Map.of("from", first, "until", last + QUARTER_SECONDS), row -> {
            var difference = new Difference(
                    row.number("quarter"), row.text("workspace"), Sums.of(row, "raw_"), Sums.of(row, "rollup_"));
            found.computeIfAbsent(difference.quarter(), q -> new ArrayList<>()).add(difference);
        });
        for (long quarter : quarters) {
            var before = checked.getOrDefault(quarter, Checked.NEVER);
            var differences = found.getOrDefault(quarter, List.of());
            boolean isSettled = differences.isEmpty() || before.differences().equals(differences);
            checked.put(quarter, new Checked(run, differences, isSettled));
        }
    }

    private void forget(long from) {
        while (checked.size() > MOST_REMEMBERED && checked.firstKey() < from) {
            checked.pollFirstEntry();
        }
    }

    /** @param isSettled there is no difference, or it is confirmed */
    private record Checked(long run, List<Difference> differences, boolean isSettled) {
        static final Checked NEVER = new Checked(-1, List.of(), false);

        long urgency() {
            return isSettled && differences.isEmpty() ? run : -1;
        }
    }

    /** @param quarter beginning of the quarter-hour, Unix time in seconds */
    record Difference(long quarter, String workspace, Sums raw, Sums rollup) {}

    /** What is compared. */
    record Sums(long requests, long errors, long predictions, long timedRequests, double confidenceSum) {
        static Sums of(ClickHouse.Row row, String side) {
            return new Sums(
                    row.number(side + "requests"),
                    row.number(side + "errors"),
                    row.number(side + "predictions"),
                    row.number(side + "timed_requests"),
                    row.decimal(side + "confidence_sum"));
        }
    }
}
