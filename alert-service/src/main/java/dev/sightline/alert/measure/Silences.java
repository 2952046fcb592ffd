package dev.sightline.alert.measure;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.devices.BeatPromise;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When devices were silent for so long that they count as offline, by the beats that are stored.
 *
 * <p>As live judging, but for one thing: a time in which nobody could be heard is not taken out.
 */
@ApplicationScoped
public class Silences {
    private static final String SQL = """
            SELECT device_id, beat, next_beat, offline_after
            FROM
            (
                SELECT device_id,
                       toUnixTimestamp64Milli(received_at) / 1000 AS beat,
                       leadInFrame(toUnixTimestamp64Milli(received_at) / 1000, 1, {until:Float64}) OVER following AS next_beat,
                       row_number() OVER following AS position,
                       greatest({earliest:Float64},
                                {missed:Float64} * if(interval_seconds > 0, interval_seconds, {usual:Float64})) AS offline_after
                FROM device_heartbeat
                WHERE workspace = {workspace:String}
                  AND received_at >= fromUnixTimestamp({from:UInt32}) AND received_at < fromUnixTimestamp({until:UInt32})
                  AND ({device_id:String} = '' OR device_id = {device_id:String})
                WINDOW following AS (PARTITION BY device_id ORDER BY received_at
                                     ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            )
            -- The first beat of each, so that devices without a silence are known as well.
            WHERE position = 1 OR next_beat - beat > offline_after
            ORDER BY device_id, beat
            LIMIT 10000
            """;

    private final ClickHouse clickHouse;
    private final AlertConfig.Devices config;

    Silences(ClickHouse clickHouse, AlertConfig config) {
        this.clickHouse = clickHouse;
        this.config = config.devices();
    }

    /** @param until null while it goes on */
    public record Silence(Instant offlineSince, @Nullable Instant until) {}

    /** Of every device that beat in {@code [from, until)}, in order; of one device alone when it is named. */
    public Map<String, List<Silence>> of(String workspace, @Nullable String deviceId, Instant from, Instant until) {
        Map<String, Object> parameters = Map.of(
                "device_id", Objects.requireNonNullElse(deviceId, ""),
                "from", from.getEpochSecond(),
                "until", until.getEpochSecond(),
                "earliest", seconds(config.earliestOffline()),
                "missed", (double) BeatPromise.MISSED_BEATS,
                "usual", seconds(BeatPromise.USUAL.interval()));
        Map<String, List<Silence>> silences = new TreeMap<>();
        for (var gap : clickHouse.rows(workspace, SQL, parameters, Gap.class)) {
            var ofDevice = silences.computeIfAbsent(gap.deviceId(), _ -> new ArrayList<>());
            if (gap.nextBeat() - gap.beat() > gap.offlineAfter()) {
                boolean isOpen = gap.nextBeat() >= until.getEpochSecond();
                ofDevice.add(new Silence(at(gap.beat() + gap.offlineAfter()), isOpen ? null : at(gap.nextBeat())));
            }
        }
        return silences;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Instant at(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private record Gap(String deviceId, double beat, double nextBeat, double offlineAfter) {}
}
