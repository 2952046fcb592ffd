package dev.sightline.alert.judge;

import java.time.Duration;

/**
 * All that the verdict on a step depends on, beside the figures.
 *
 * @param window how far back from a bucket's end the figures go; a multiple of the bucket
 * @param bucket how often there is a verdict
 * @param minimumSamples with fewer than these there is none
 */
public record Judgement(
        Condition condition, Thresholds thresholds, Duration window, Duration bucket, long minimumSamples) {}
