package dev.sightline.alert.judge;

/** On which side of a threshold trouble lies. */
public enum Direction {
    ABOVE,
    BELOW;

    /** Whether {@code value} is at the threshold or on the bad side of it. */
    boolean reaches(double value, double threshold) {
        return this == ABOVE ? value >= threshold : value <= threshold;
    }
}
