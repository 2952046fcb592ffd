package dev.sightline.alert.judge;

/** How bad it is; in rising order. */
public enum Severity {
    WARNING,
    CRITICAL
}
