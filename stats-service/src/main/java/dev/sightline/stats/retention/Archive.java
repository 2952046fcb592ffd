package dev.sightline.stats.retention;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * Copies of partitions in object storage, made before they are dropped, where that is asked for.
 *
 * <p>ClickHouse writes them itself: rows as Parquet, rollups in its own format. A file is never written twice: its name has the moment of the copy, so that an
 * instance that comes late, when the partition has gone already, cannot put its emptiness in the place of another's copy.
 */
@ApplicationScoped
class Archive {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final StatsConfig.Archive where;
    // Of its own: a partition takes longer than an insert may.
    private final ClickHouse clickHouse;

    Archive(StatsConfig config) {
        this.where = config.retention().archive();
        this.clickHouse = new ClickHouse(config, where.longest());
    }

    /**
     * Copies a partition, and looks whether the copy is whole.
     *
     * @return whether all of its rows are in the copy; always, where no copies are asked for. If not, more have come meanwhile
     * @throws ClickHouse.UnavailableException when it is not known to be copied; a copy that broke off is no file
     */
    boolean has(KeptTable table, String partition, long rows, Instant now) {
        if (where.url().isEmpty()) {
            return true;
        }
        // Rollups have states of aggregations in them, which no format but ClickHouse's own knows.
        String format = table.isRollup() ? "Native" : "Parquet";
        String target = where.accessKey().isPresent()
                ? "s3({url:String}, {access_key:String}, {secret_key:String}, '" + format + "')"
                : "s3({url:String}, '" + format + "')";
        var file = new HashMap<String, Object>();
        file.put(
                "url",
                "%s/%s/%s/%s.%s"
                        .formatted(
                                where.url().get(),
                                table.table(),
                                partition,
                                MOMENT.format(now),
                                format.toLowerCase(Locale.ROOT)));
        where.accessKey().ifPresent(key -> file.put("access_key", key));
        where.secretKey().ifPresent(key -> file.put("secret_key", key));
        clickHouse.query(
                "INSERT INTO FUNCTION %s SELECT * FROM %s WHERE _partition_id = '%s'"
                        .formatted(target, table.table(), partition),
                file,
                _ -> {});
        List<Long> copied = new ArrayList<>();
        clickHouse.query(
                "SELECT toInt64(count()) AS copied FROM " + target, file, row -> copied.add(row.number("copied")));
        return copied.equals(List.of(rows));
    }

    @PreDestroy
    void close() {
        clickHouse.close();
    }
}
