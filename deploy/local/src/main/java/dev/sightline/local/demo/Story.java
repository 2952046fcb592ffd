package dev.sightline.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * What happens to the fleet beside its daily rhythm, told backwards from the moment at which live traffic begins, so that
 * whoever opens the dashboard finds it on the charts.
 *
 * @param now where history ends and live traffic begins
 */
record Story(Instant now) {
    private static final Duration EPISODE_BEGAN = Duration.ofHours(30);
    private static final Duration EPISODE_LENGTH = Duration.ofHours(6);
    private static final Duration EPISODE_RAMP = Duration.ofMinutes(45);
    private static final double EPISODE_DEPTH = 0.24;
    private static final Duration ROLLOUT = Duration.ofHours(84);
    private static final Duration SETTLED = Duration.ofDays(2);
    private static final Duration SILENCE_LENGTH = Duration.ofHours(5);
    private static final Duration TROUBLE_BEGAN = Duration.ofHours(52);
    private static final Duration TROUBLE_LENGTH = Duration.ofMinutes(50);
    private static final Duration LIVE_CYCLE = Duration.ofMinutes(20);
    private static final Duration LIVE_SILENCE = Duration.ofMinutes(4);

    /** The version that answers then: the new one from the middle of day 5 on. */
    String version(Model model, Instant at) {
        return model.nextVersion() != null && isRolledOut(at) ? model.nextVersion() : model.version();
    }

    /** What happens to a model's confidence then: a lamp over the parcels fails, and a new version knows better. */
    double confidenceShift(Model model, Instant at) {
        if (model.equals(Fleet.PARCELS)) {
            return -EPISODE_DEPTH * darkness(at);
        }
        return model.nextVersion() != null && isRolledOut(at) ? 0.045 : 0;
    }

    /** How dark it is over the parcels: 0 is as usual, 1 the middle of the episode. */
    double darkness(Instant at) {
        double since = ChronoUnit.MILLIS.between(now.minus(EPISODE_BEGAN), at);
        double left = EPISODE_LENGTH.toMillis() - since;
        double t = Math.clamp(Math.min(since, left) / EPISODE_RAMP.toMillis(), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /** Whether a device says nothing then: the quarry's belt was cut off for 5 h, and still is for a while now and then. */
    boolean isSilent(Device device, Instant at) {
        if (!device.equals(Fleet.QUARRY_BELT)) {
            return false;
        }
        if (!at.isBefore(now)) {
            long intoCycle = Duration.between(now, at).toMillis() % LIVE_CYCLE.toMillis();
            return intoCycle >= LIVE_CYCLE.minus(LIVE_SILENCE).toMillis();
        }
        Instant began = silenceBegan();
        return !at.isBefore(began) && at.isBefore(began.plus(SILENCE_LENGTH));
    }

    /** Nine in the morning of the last working day that is at least two days ago: silence at night would not be seen. */
    Instant silenceBegan() {
        ZonedDateTime day = now.minus(SETTLED)
                .atZone(Fleet.QUARRY.zone())
                .truncatedTo(ChronoUnit.DAYS)
                .withHour(9);
        while (day.toInstant().isAfter(now.minus(SETTLED)) || day.getDayOfWeek().getValue() > 5) {
            day = day.minusDays(1);
        }
        return day.toInstant();
    }

    /** Share of requests that fail. */
    double errorRate(Device device, Instant at) {
        boolean isInTrouble = device.equals(Fleet.LEIPZIG_GPU)
                && !at.isBefore(now.minus(TROUBLE_BEGAN))
                && at.isBefore(now.minus(TROUBLE_BEGAN).plus(TROUBLE_LENGTH));
        return isInTrouble ? 0.25 : 0.0025;
    }

    /** How much slower a device has become: one fills its disk, and those in the sun throttle at noon. */
    double slowdown(Device device, Instant at) {
        double daysAgo =
                ChronoUnit.MILLIS.between(at, now) / (double) Duration.ofDays(1).toMillis();
        double creeping = device.equals(Fleet.LYON_WELD_CELL) ? 0.45 * Math.clamp(1 - daysAgo / 8, 0, 1) : 0;
        int hour = at.atZone(device.site().zone()).getHour();
        boolean isHot = device.hardware() == Device.Hardware.JETSON_NANO && hour >= 11 && hour < 16;
        return 1 + creeping + (isHot ? 0.3 : 0);
    }

    private boolean isRolledOut(Instant at) {
        return !at.isBefore(now.minus(ROLLOUT));
    }
}
