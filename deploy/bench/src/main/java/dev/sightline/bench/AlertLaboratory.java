package dev.sightline.bench;

import dev.sightline.bench.AlertMethods.Alarm;
import dev.sightline.bench.SyntheticStream.Drop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Replays synthetic streams through the judging of alert-service, and through the methods one would think of first.
 *
 * <p>Counted are alarms that no drop stands behind, and the time until a drop is noticed. The same seeds give the same
 * table.
 */
final class AlertLaboratory {
    static final int STREAMS = 12;
    private static final double WEEKS = SyntheticStream.JUDGED_DAYS / 7.0;
    private static final double MOST_FALSE_ALARMS = 1;
    private static final double LONGEST_MINUTES = 40;

    // What comes so soon after a drop still belongs to it.
    private static final Duration AFTERMATH = Duration.ofHours(2);

    private AlertLaboratory() {}

    /** What a method did on all streams. */
    record Score(double falseAlarmsPerWeek, List<Noticed> noticed) {}

    /** How many drops of a size were noticed while they lasted, and how soon. */
    record Noticed(double size, int drops, int noticed, double medianMinutes) {}

    /** Prints the table; false when a goal is missed. */
    static boolean run() {
        var streams = LongStream.rangeClosed(1, STREAMS)
                .mapToObj(seed -> new SyntheticStream(seed, true))
                .toList();
        System.out.printf(
                "%d streams × %d weeks, 5-minute buckets of about 300 predictions, drops of 3 h%n%n",
                STREAMS, (int) WEEKS);
        System.out.println("| method | false alarms a week and stream | drop 0.03 | drop 0.05 | drop 0.10 |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        var ours = score(streams, AlertMethods::ours);
        print("confidence drop (ours)", ours);
        print("fixed threshold, mean − 0.03", score(streams, AlertMethods::fixedThreshold));
        print("Welch's test against two weeks", score(streams, AlertMethods::welch));
        print("stability index per bucket", score(streams, AlertMethods::stabilityIndex));
        boolean isGood = ours.falseAlarmsPerWeek() <= MOST_FALSE_ALARMS
                && ours.noticed().get(1).medianMinutes() <= LONGEST_MINUTES;
        System.out.printf(
                Locale.ROOT,
                "%nGoals: at most %.0f false alarm a week and stream; a drop of 0.05 noticed in at most %.0f min (median): %s%n",
                MOST_FALSE_ALARMS,
                LONGEST_MINUTES,
                isGood ? "met" : "MISSED");
        return isGood;
    }

    static Score score(List<SyntheticStream> streams, Function<SyntheticStream, List<Alarm>> method) {
        int falseAlarms = 0;
        var tallies = List.of(new Tally(0.03), new Tally(0.05), new Tally(0.10));
        for (SyntheticStream stream : streams) {
            List<Alarm> alarms = method.apply(stream);
            falseAlarms += (int)
                    alarms.stream().filter(alarm -> isFalse(alarm, stream)).count();
            for (Drop drop : stream.drops()) {
                tallies.stream().filter(tally -> tally.size == drop.size()).forEach(tally -> tally.add(drop, alarms));
            }
        }
        return new Score(
                falseAlarms / WEEKS / streams.size(),
                tallies.stream().map(Tally::noticed).toList());
    }

    private static boolean isFalse(Alarm alarm, SyntheticStream stream) {
        return stream.drops().stream()
                .noneMatch(drop -> !alarm.openedAt().isBefore(drop.from())
                        && alarm.openedAt().isBefore(drop.until().plus(AFTERMATH)));
    }

    private static void print(String method, Score score) {
        var cells = new StringBuilder();
        for (Noticed noticed : score.noticed()) {
            cells.append(
                    noticed.noticed() == 0
                            ? " 0 of %d |".formatted(noticed.drops())
                            : String.format(
                                    Locale.ROOT,
                                    " %d of %d, median %.0f min |",
                                    noticed.noticed(),
                                    noticed.drops(),
                                    noticed.medianMinutes()));
        }
        System.out.printf(Locale.ROOT, "| %s | %.2f |%s%n", method, score.falseAlarmsPerWeek(), cells);
    }

    /** Collects what became of drops of one size. */
    private static final class Tally {
        private final double size;
        private final List<Double> minutes = new ArrayList<>();
        private int drops;

        Tally(double size) {
            this.size = size;
        }

        void add(Drop drop, List<Alarm> alarms) {
            drops++;
            alarms.stream()
                    .filter(alarm -> alarm.openedAt().isAfter(drop.from())
                            && !alarm.openedAt().isAfter(drop.until()))
                    .findFirst()
                    .ifPresent(alarm -> minutes.add(
                            Duration.between(drop.from(), alarm.openedAt()).toSeconds() / 60.0));
        }

        Noticed noticed() {
            var sorted = minutes.stream().sorted().toList();
            // Of all drops: one that nobody noticed took for ever.
            int middle = drops / 2;
            double median = middle < sorted.size() ? sorted.get(middle) : Double.POSITIVE_INFINITY;
            return new Noticed(size, drops, sorted.size(), median);
        }
    }
}
