package dev.sightline.alert.judge;

/** What a judged step amounts to. */
public enum Level {
    /** In order, and past the recovery threshold. */
    CLEAR,
    /** Neither a breach nor past the recovery threshold: whatever was, goes on. */
    BETWEEN,
    WARNING,
    CRITICAL
}
