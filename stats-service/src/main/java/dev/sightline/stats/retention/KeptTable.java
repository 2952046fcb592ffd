package dev.sightline.stats.retention;

import java.util.Locale;

/** The tables whose partitions end, each partitioned by days or months of its time. */
enum KeptTable {
    INFERENCE("logged_at"),
    DEVICE_HEARTBEAT("received_at"),
    INFERENCE_METADATA("received_at"),
    INFERENCE_ANNOTATION("received_at"),
    SERVER_USAGE("received_at"),
    INFERENCE_SAMPLE("received_at"),
    INFERENCE_ROLLUP_MINUTE(""),
    MODEL_ROLLUP_QUARTER_HOUR(""),
    INFERENCE_ROLLUP_QUARTER_HOUR(""),
    CLASS_ROLLUP_MINUTE("");

    private final String arrival;

    KeptTable(String arrival) {
        this.arrival = arrival;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column that says when a row came; empty for rollups. */
    String arrival() {
        return arrival;
    }

    boolean isRollup() {
        return arrival.isEmpty();
    }
}
