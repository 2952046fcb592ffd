package dev.sightline.stats.integrity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the last comparison found.
 *
 * @param asOf null when none was finished yet
 * @param summary the result in one sentence
 * @param lost offsets that are neither a row nor a copy, dead letter or skipped record
 * @param doubled rows that stand in the table again
 * @param copies left out within the window
 * @param deadLetters put aside within the window
 */
record IntegrityReport(
        @Nullable Instant asOf,
        Verdict verdict,
        String summary,
        long lost,
        @JsonProperty("double") long doubled,
        @JsonProperty("copies_24h") long copies,
        long deadLetters,
        List<TopicReport> topics,
        List<RollupReport> rollups,
        @Nullable Double lastRunSeconds) {

    enum Verdict {
        @JsonProperty("exact")
        EXACT,
        @JsonProperty("differs")
        DIFFERS,
        @JsonProperty("catching_up")
        CATCHING_UP,
        @JsonProperty("unknown")
        UNKNOWN;

        /** As metrics and logs write it. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static IntegrityReport none(String reason) {
        return new IntegrityReport(null, Verdict.UNKNOWN, reason, 0, 0, 0, 0, List.of(), List.of(), null);
    }

    /** The same figures, that cannot be relied on any more. */
    IntegrityReport unknown(String reason) {
        return new IntegrityReport(
                asOf, Verdict.UNKNOWN, reason, lost, doubled, copies, deadLetters, topics, rollups, lastRunSeconds);
    }

    /** What somebody of this workspace may see: of the examples only their own. */
    IntegrityReport visibleTo(String workspace) {
        return new IntegrityReport(
                asOf,
                verdict,
                summary,
                lost,
                doubled,
                copies,
                deadLetters,
                topics,
                rollups.stream().map(rollup -> rollup.visibleTo(workspace)).toList(),
                lastRunSeconds);
    }

    record TopicReport(String topic, String table, List<PartitionReport> partitions) {}

    /**
     * @param firstOffset of the first record that was compared; null when none was
     * @param nextOffset offset behind the last record that was compared; null when none was
     * @param endOffset offset behind the partition's last record
     * @param lag records that are yet to be stored
     */
    record PartitionReport(
            int partition,
            @Nullable Long firstOffset,
            @Nullable Long nextOffset,
            long endOffset,
            long lag,
            long records,
            long rows,
            long copies,
            long deadLetters,
            long skipped,
            long lost,
            @JsonProperty("double") long doubled) {}

    record RollupReport(
            String rollup, Instant checkedUntil, long bucketsChecked, long bucketsDiffering, List<Example> examples) {
        RollupReport visibleTo(String workspace) {
            return new RollupReport(
                    rollup,
                    checkedUntil,
                    bucketsChecked,
                    bucketsDiffering,
                    examples.stream()
                            .filter(example -> example.workspace().equals(workspace))
                            .limit(10)
                            .toList());
        }
    }

    record Example(@JsonIgnore String workspace, Instant bucket, RollupCheck.Sums raw, RollupCheck.Sums rollup) {}
}
