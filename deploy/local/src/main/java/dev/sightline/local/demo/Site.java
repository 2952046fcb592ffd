package dev.sightline.local.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A place with devices, and its working hours. */
record Site(String name, ZoneId zone, Rhythm rhythm, List<String> products) {
    double activity(Instant at) {
        return rhythm.activity(at.atZone(zone));
    }

    String shift(Instant at) {
        int hour = at.atZone(zone).getHour();
        if (hour >= 6 && hour < 14) {
            return "early";
        }
        return hour >= 14 && hour < 22 ? "late" : "night";
    }
}
