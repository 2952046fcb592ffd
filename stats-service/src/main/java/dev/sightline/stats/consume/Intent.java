package dev.sightline.stats.consume;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an owner of a partition is about to write: written into the metadata of the partition's committed offset before
 * the insert, so that whoever comes next repeats exactly this range, with the same token.
 *
 * @param first offset of the first record
 * @param last offset of the last record
 * @param epoch part of the token; raised when a range is to be written again with other rows, as a backfill does
 */
record Intent(long first, long last, int epoch) {
    private static final Pattern FORM = Pattern.compile("v1;pending=(\\d+)-(\\d+);epoch=(\\d+)");

    static Optional<Intent> parse(String metadata) {
        var matcher = FORM.matcher(metadata);
        return matcher.matches()
                ? Optional.of(new Intent(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    String metadata() {
        return "v1;pending=" + first + "-" + last + ";epoch=" + epoch;
    }

    /**
     * Names the block to ClickHouse; the same token stands for the same rows for ever.
     *
     * @param log id of the topic, see {@link LogIds}
     */
    String token(String log, int partition) {
        return log + "-" + partition + "-" + first + "-" + last + "-" + epoch;
    }
}
