package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How fast stats-service writes a backlog exactly once, beside what bounds it.
 *
 * <ul>
 *   <li>Against consuming alone and ClickHouse alone with the very same blocks: goal 70 % or more of the slower.
 *   <li>Against its own at-least-once mode: goal 10 % or less for counting once.
 * </ul>
 *
 * <p>All of them in turn, several times, each drain by a new process into a new database; then the rows and the rollups
 * are counted. Everything shares the machine's cores. The other services are stopped.
 */
final class DrainBench {
    static final long INFERENCES = 5_000_000;

    private static final int ROUNDS = 3;
    // As many as stats-service has threads for the inferences unless it is told otherwise.
    private static final int CONNECTIONS = 2;
    private static final String FIRST = "drain_first";
    private static final List<String> SERVICES =
            List.of("dashboard-ui", "alert-service", "ingest-service", "query-service", "stats-service");

    private final LocalSystem system;
    private final Backlog backlog;
    private final long inferences;
    private final Drain drain;
    private final Path data;

    DrainBench(LocalSystem system, Ports ports, Path home, Path data, long inferences) {
        this.system = system;
        this.data = data;
        this.inferences = inferences;
        backlog = new Backlog(
                String.valueOf(system.engineAddresses().get("SIGHTLINE_KAFKA")), system.workspace(), inferences);
        var environment = new HashMap<>(system.engineAddresses());
        environment.put("SIGHTLINE_STATS_PORT", Integer.toString(ports.stats()));
        environment.put("SIGHTLINE_SESSION_SECRET", "nobody signs in while the backlog is drained");
        drain = new Drain(
                home,
                data.resolve("logs/drain.log"),
                environment,
                system.part("clickhouse").pid());
    }

    /** One round's figures, inferences a second. */
    private record Round(
            Drain.Result once,
            Drain.Result atLeastOnce,
            double consuming,
            double parsing,
            double inserting,
            double insertingAtOnce) {
        double limit() {
            return Math.min(parsing, inserting);
        }
    }

    void run() throws Exception {
        for (String service : SERVICES) {
            system.part(service).stop(Duration.ofSeconds(10));
        }
        long begin = System.nanoTime();
        backlog.produce(Clock.systemUTC().millis() * 1000);
        System.out.printf(
                Locale.ROOT, "%,d inferences on the topic in %.0f s%n", inferences, (System.nanoTime() - begin) / 1e9);
        String clickHouse = String.valueOf(system.engineAddresses().get("SIGHTLINE_CLICKHOUSE_URL"));
        try (var blocks = new PreparedBlocks(clickHouse, data.resolve("blocks"))) {
            drain.run(FIRST, "exactly-once", inferences, Map.of("SIGHTLINE_CLICKHOUSE_URL", blocks.url()));
            if (blocks.count() == 0) {
                throw new IllegalStateException("no insert of inferences was seen: what would be compared?");
            }
            System.out.printf(
                    Locale.ROOT, "%d blocks of %.1f MB%n", blocks.count(), blocks.bytes() / 1e6 / blocks.count());
            backlog.consume(true);
            var rounds = new ArrayList<Round>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round(i, blocks));
            }
            print(rounds);
        }
    }

    private Round round(int number, PreparedBlocks blocks) throws Exception {
        // Who begins takes turns: what an earlier drain left to be merged meets both alike.
        Map<String, Drain.Result> drained = new HashMap<>();
        var modes =
                number % 2 == 0 ? List.of("exactly-once", "at-least-once") : List.of("at-least-once", "exactly-once");
        for (String mode : modes) {
            String database = "drain_" + mode.replace('-', '_') + number;
            drained.put(mode, drain.run(database, mode, inferences, Map.of()));
            expectAll(database);
        }
        double consuming = backlog.consume(false).perSecond();
        double parsing = backlog.consume(true).perSecond();
        return new Round(
                java.util.Objects.requireNonNull(drained.get("exactly-once")),
                java.util.Objects.requireNonNull(drained.get("at-least-once")),
                consuming,
                parsing,
                insert(blocks, "drain_as_many" + number, CONNECTIONS),
                insert(blocks, "drain_four_connections" + number, 4));
    }

    private double insert(PreparedBlocks blocks, String database, int connections) throws Exception {
        raw("default").ask("CREATE DATABASE " + database, Map.of());
        // In the order in which the views were made: some read what others fill.
        String tables = raw(FIRST).ask(Resources.text("tables.sql"), Map.of()).text();
        for (String statement : tables.split("\n;;\n", -1)) {
            if (!statement.isBlank()) {
                raw(database).ask(statement.replace(FIRST + ".", database + "."), Map.of());
            }
        }
        double seconds = blocks.insert(FIRST, database, connections);
        expectAll(database);
        return inferences / seconds;
    }

    /** All rows are there, once, and every rollup says so; then they make room. */
    private void expectAll(String database) throws Exception {
        var answer = raw(database).ask(Resources.text("counted.sql"), Map.of()).text();
        if (!answer.equals(inferences + "\t" + inferences + "\t" + inferences + "\t" + inferences)) {
            throw new IllegalStateException(database + ": rows and requests are " + answer + " of " + inferences);
        }
        raw("default").ask("DROP DATABASE " + database + " SYNC", Map.of());
    }

    private RawClickHouse raw(String database) {
        return new RawClickHouse(system.engineAddresses(), database);
    }

    private void print(List<Round> rounds) {
        double once = median(rounds, round -> round.once().perSecond());
        System.out.printf(Locale.ROOT, "%n| what | inferences/s |%n| --- | ---: |%n");
        row("stats-service, exactly once", once);
        row(
                "stats-service, at least once",
                median(rounds, round -> round.atLeastOnce().perSecond()));
        row("consuming, records not looked at", median(rounds, Round::consuming));
        row("consuming and reading the records (a)", median(rounds, Round::parsing));
        row(
                "ClickHouse, the same blocks, " + CONNECTIONS + " connections as stats-service has (b)",
                median(rounds, Round::inserting));
        row("ClickHouse, the same blocks, four connections", median(rounds, Round::insertingAtOnce));
        System.out.printf(
                Locale.ROOT,
                "%nexactly once is %.0f %% of the slower of (a) and (b) in the median of the pairs (%s; goal 70 %%)%n"
                        + "and %.1f %% slower than at least once (%s; goal 10 %%)%n"
                        + "processor time an inference: exactly once %.1f µs stats-service + %.1f µs ClickHouse,"
                        + " at least once %.1f + %.1f%n",
                100 * median(rounds, round -> round.once().perSecond() / round.limit()),
                all(rounds, round -> 100 * round.once().perSecond() / round.limit()),
                median(rounds, DrainBench::cost),
                all(rounds, DrainBench::cost),
                median(rounds, round -> round.once().ownMicros()),
                median(rounds, round -> round.once().clickHouseMicros()),
                median(rounds, round -> round.atLeastOnce().ownMicros()),
                median(rounds, round -> round.atLeastOnce().clickHouseMicros()));
    }

    private static double cost(Round round) {
        return 100 * (1 - round.once().perSecond() / round.atLeastOnce().perSecond());
    }

    private static void row(String what, double perSecond) {
        System.out.printf(Locale.ROOT, "| %s | %,.0f |%n", what, perSecond);
    }

    private static String all(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return String.join(
                ", ",
                rounds.stream()
                        .map(round -> String.format(Locale.ROOT, "%.0f", figure.applyAsDouble(round)))
                        .toList());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Comparison.median(rounds.stream().mapToDouble(figure).toArray());
    }
}
