package dev.sightline.stats.clickhouse;

import dev.sightline.stats.StatsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes sure that a repeated block is known everywhere: in the tables that are written, and in each table that a
 * materialized view fills from them, which are found in ClickHouse's own catalogue, however many views lie between.
 */
@ApplicationScoped
public class DeduplicationWindows {
    private static final Logger LOG = Logger.getLogger(DeduplicationWindows.class);

    /** What the migrations set; a smaller one is taken, with a warning. */
    private static final long USUAL = 10_000;

    // Replicated engines have settings of their own, and forget by time as well, after an hour when nobody says
    // otherwise. A range may be begun again as long as its records are in Kafka, which Topics sets.
    private static final Duration IN_KAFKA = Duration.ofDays(3);
    private static final Duration USUALLY_REMEMBERED = IN_KAFKA.plusDays(1);

    // What a table does not set itself is the server's.
    private static final String TABLES = """
            WITH
                (SELECT mapFromArrays(groupArray(name), groupArray(value)) FROM system.merge_tree_settings
                 WHERE name LIKE '%replicated_deduplication_window%') AS defaults,
                extract(engine_full, '[ ,]non_replicated_deduplication_window = ([0-9]+)') AS own_if_plain,
                extract(engine_full, '[ ,]replicated_deduplication_window = ([0-9]+)') AS own_if_replicated,
                extract(engine_full, '[ ,]replicated_deduplication_window_seconds = ([0-9]+)') AS own_seconds,
                engine LIKE 'Replicated%' OR engine LIKE 'Shared%' AS is_replicated,
                if(is_replicated, 'replicated_deduplication_window',
                   'non_replicated_deduplication_window') AS setting,
                if(is_replicated, own_if_replicated, own_if_plain) AS own_blocks
            SELECT name,
                   setting AS window_setting,
                   toUInt64(if(own_blocks = '', defaults[setting], own_blocks)) AS blocks,
                   is_replicated,
                   toUInt64(if(own_seconds = '', defaults['replicated_deduplication_window_seconds'],
                               own_seconds)) AS seconds
            FROM system.tables
            WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
            """;

    private static final String VIEWS = """
            SELECT source.name AS source, view.name AS view,
                   splitByChar('.', replaceAll(extract(view.create_table_query, ' TO ([^ ]+)'), '`', ''))[-1] AS target
            FROM (SELECT name, arrayJoin(dependencies_table) AS view_name FROM system.tables
                  WHERE database = currentDatabase()) AS source
            JOIN (SELECT name, create_table_query FROM system.tables
                  WHERE database = currentDatabase() AND engine = 'MaterializedView') AS view
              ON view.name = source.view_name
            """;

    private final ClickHouse clickHouse;
    private final StatsConfig config;

    public DeduplicationWindows(ClickHouse clickHouse, StatsConfig config) {
        this.clickHouse = clickHouse;
        this.config = config;
    }

    /**
     * Checks the tables and all that is filled from them.
     *
     * @throws MissingException when one of them would count a repeated block again
     * @throws ClickHouse.UnavailableException when ClickHouse does not answer
     */
    public void check(Collection<String> tables) {
        if (!config.checkDeduplicationWindows()) {
            LOG.warn("deduplication windows are not checked: a repeated block may count twice in a table without one");
            return;
        }
        var windows = windows();
        var missing = new ArrayList<String>();
        for (String table : withTargets(tables)) {
            var window = windows.get(table);
            if (window == null) {
                missing.add("table " + table + ": found no MergeTree table of this name, expected one that the"
                        + " migrations made");
            } else if (window.blocks() == 0) {
                missing.add(complaint(table, window.setting(), 0, "at least 1 (usually " + USUAL + ")", USUAL));
            } else if (window.isReplicated() && window.seconds() < IN_KAFKA.toSeconds()) {
                missing.add(complaint(
                        table,
                        "replicated_deduplication_window_seconds",
                        window.seconds(),
                        "at least " + IN_KAFKA.toSeconds() + ", as long as Kafka keeps records",
                        USUALLY_REMEMBERED.toSeconds()));
            } else if (window.blocks() < USUAL) {
                LOG.warnf("few blocks are remembered: table=%s %s=%s", table, window.setting(), window.blocks());
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingException(missing);
        }
    }

    /** The tables, and those that views fill from them. */
    public Set<String> withTargets(Collection<String> tables) {
        var targets = new LinkedHashMap<String, List<String>>();
        clickHouse.query(
                VIEWS,
                Map.of(),
                row -> targets.computeIfAbsent(row.text("source"), s -> new ArrayList<>())
                        .add(row.text("target")));
        var found = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(tables);
        while (!open.isEmpty()) {
            String table = open.remove();
            if (found.add(table)) {
                open.addAll(targets.getOrDefault(table, List.of()));
            }
        }
        return found;
    }

    private static String complaint(String table, String setting, long found, String expected, long usual) {
        return "table " + table + ": found " + setting + " = " + found + ", expected " + expected
                + "; mend it with: ALTER TABLE " + table + " MODIFY SETTING " + setting + " = " + usual;
    }

    private Map<String, Window> windows() {
        var windows = new LinkedHashMap<String, Window>();
        clickHouse.query(
                TABLES,
                Map.of(),
                row -> windows.put(
                        row.text("name"),
                        new Window(
                                row.text("window_setting"),
                                row.number("blocks"),
                                row.number("is_replicated") == 1,
                                row.number("seconds"))));
        return windows;
    }

    /** @param seconds how long a replicated table remembers a block; plain ones forget by their number alone */
    private record Window(String setting, long blocks, boolean isReplicated, long seconds) {}

    /** Somewhere a repeated block would count twice: nothing may be written before that is mended. */
    public static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingException(List<String> missing) {
            super("A block that is written again after a crash would count twice. " + String.join("; ", missing));
        }
    }
}
