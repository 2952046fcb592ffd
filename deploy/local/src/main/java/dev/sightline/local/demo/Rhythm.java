package dev.sightline.local.demo;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** How busy a site is by hour and weekday, in local time; 1 is its busiest. */
enum Rhythm {
    /** Early and late shift from Monday to Friday, half a Saturday, nobody on Sunday. */
    TWO_SHIFTS {
        @Override
        double activity(DayOfWeek day, double hour) {
            double shifts = during(hour, 5.75, 21.75)
                    * (1 - 0.45 * during(hour, 11.75, 12.75))
                    * (1 - 0.35 * during(hour, 13.75, 14.25));
            return switch (day) {
                case SATURDAY -> 0.02 + 0.45 * during(hour, 6, 13);
                case SUNDAY -> 0.015;
                default -> 0.03 + 0.97 * shifts;
            };
        }
    },
    /** Never quite still: parcels come in by night, and the evening's go out until eleven. */
    ROUND_THE_CLOCK {
        @Override
        double activity(DayOfWeek day, double hour) {
            double load = 0.28 + 0.32 * during(hour, 7, 23) + 0.4 * during(hour, 16, 22.5) + 0.15 * during(hour, 2, 5);
            return switch (day) {
                case SATURDAY -> 0.7 * load;
                case SUNDAY -> 0.4 * load;
                default -> load;
            };
        }
    },
    /** From dawn to dusk, Saturdays too. */
    DAYLIGHT {
        @Override
        double activity(DayOfWeek day, double hour) {
            double light = during(hour, 6.75, 17.25) * (1 - 0.5 * during(hour, 11.5, 12.5));
            return switch (day) {
                case SATURDAY -> 0.01 + 0.6 * light;
                case SUNDAY -> 0.01;
                default -> 0.02 + 0.98 * light;
            };
        }
    };

    /** In (0, 1]. */
    double activity(ZonedDateTime at) {
        return activity(at.getDayOfWeek(), at.getHour() + at.getMinute() / 60.0);
    }

    abstract double activity(DayOfWeek day, double hour);

    /** 1 within a span of the day, 0 outside, with half an hour of coming and going. */
    private static double during(double hour, double from, double until) {
        return ramp(hour - from) * ramp(until - hour);
    }

    private static double ramp(double hours) {
        double t = Math.clamp(hours / 0.5 + 0.5, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
