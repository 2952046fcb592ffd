package dev.sightline.stats.integrity;

import dev.sightline.stats.integrity.IntegrityReport.PartitionReport;
import dev.sightline.stats.integrity.IntegrityReport.RollupReport;
import java.util.List;
import java.util.Locale;

/** The result in one sentence, for people. */
final class Summary {
    private Summary() {}

    /** @param open what is yet to be compared */
    static String of(
            long lost,
            long doubled,
            long differing,
            long open,
            List<PartitionReport> partitions,
            List<RollupReport> rollups) {
        long records = partitions.stream().mapToLong(PartitionReport::records).sum();
        long buckets = rollups.stream().mapToLong(RollupReport::bucketsChecked).sum();
        String rows = number(lost) + " lost, " + number(doubled) + " double among the " + number(records)
                + " records that were compared with their rows";
        String sums = differing == 0
                ? "all " + number(buckets) + " quarter-hours of the rollups agree with the rows"
                : number(differing) + " of " + number(buckets) + " quarter-hours of the rollups differ from the rows";
        String rest = open == 0 ? "." : "; " + number(open) + " more are yet to be compared.";
        return rows + "; " + sums + rest;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
