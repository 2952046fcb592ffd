package dev.sightline.stats.space;

import dev.sightline.contract.events.SpaceLevel;
import dev.sightline.stats.StatsConfig;

/**
 * Below which free share someone is warned, and below which images are not taken any more.
 *
 * <p>What was lost is won back only with a margin: without it, a disk at its limit would take every other image.
 */
record SpaceLimits(double warnBelow, double shedBelow, double margin) {
    SpaceLimits {
        if (!(0 <= shedBelow && shedBelow <= warnBelow && warnBelow < 1 && margin >= 0)) {
            throw new IllegalArgumentException("stats.space: shed-below " + shedBelow + ", warn-below " + warnBelow
                    + ", margin " + margin + ", expected 0 <= shed-below <= warn-below < 1 and no negative margin");
        }
    }

    static SpaceLimits of(StatsConfig.Space config) {
        return new SpaceLimits(config.warnBelow(), config.shedBelow(), config.margin());
    }

    /** What a free share means after what was said last. */
    SpaceLevel next(SpaceLevel before, double free) {
        if (free < shedBelow + (before == SpaceLevel.SPACE_LEVEL_NO_IMAGES ? margin : 0)) {
            return SpaceLevel.SPACE_LEVEL_NO_IMAGES;
        }
        boolean wasWarned = before == SpaceLevel.SPACE_LEVEL_SHORT || before == SpaceLevel.SPACE_LEVEL_NO_IMAGES;
        return free < warnBelow + (wasWarned ? margin : 0)
                ? SpaceLevel.SPACE_LEVEL_SHORT
                : SpaceLevel.SPACE_LEVEL_ENOUGH;
    }
}
