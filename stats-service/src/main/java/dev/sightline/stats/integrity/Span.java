package dev.sightline.stats.integrity;

/**
 * A stretch of a partition's log, by the ledger: all ranges whose last record the broker took in one quarter-hour.
 *
 * @param quarter beginning of the quarter-hour, Unix time in seconds
 * @param first offset of the first record; where the one before ends, so that nothing falls between
 * @param next offset behind the last
 * @param skipped records that are not meant for the table
 */
record Span(int partition, long quarter, long first, long next, long copies, long deadLetters, long skipped) {

    Span from(long offset) {
        return new Span(partition, quarter, offset, next, copies, deadLetters, skipped);
    }

    long records() {
        return next - first;
    }

    private long elsewhere() {
        return copies + deadLetters + skipped;
    }

    /** Offsets that are neither a row nor a copy, dead letter or skipped record. */
    long lost(long offsetsWithRow) {
        return Math.max(0, records() - offsetsWithRow - elsewhere());
    }

    /** Rows that are there again, or that the ledger says are copies. */
    long doubled(long rows, long offsetsWithRow) {
        return rows - offsetsWithRow + Math.max(0, offsetsWithRow + elsewhere() - records());
    }
}
