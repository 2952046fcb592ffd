package dev.sightline.alert.devices;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes a batch of beats in their order, on the rows that it touches.
 *
 * <p>The rows given have to include the clock of every partition of the batch, every server that beats in it, and every
 * server that its pipeline beats may find overdue.
 */
final class BeatBatch {
    private final Map<Integer, PartitionClock> clocks = new HashMap<>();
    private final Map<ServerKey, ServerBeat> servers = new HashMap<>();
    private final Set<ServerBeat> newServers = new HashSet<>();
    private final Set<DeviceKey> changedDevices = new HashSet<>();
    private final Duration earliestOffline;

    /** @param earliestOffline a shorter silence is nobody's end */
    BeatBatch(Collection<PartitionClock> clocks, Collection<ServerBeat> servers, Duration earliestOffline) {
        this.earliestOffline = earliestOffline;
        clocks.forEach(clock -> this.clocks.put(clock.partition, clock));
        servers.forEach(server -> this.servers.put(server.key, server));
    }

    BeatBatch take(List<Beat> beats) {
        for (Beat beat : beats) {
            switch (beat) {
                case Beat.OfServer heard -> hear(heard);
                case Beat.OfPipeline tick -> judge(tick);
            }
        }
        return this;
    }

    /** Servers that were heard for the first time, not stored yet. */
    Set<ServerBeat> newServers() {
        return newServers;
    }

    /** Devices with a server whose state changed, or a new one. */
    Set<DeviceKey> changedDevices() {
        return changedDevices;
    }

    private void hear(Beat.OfServer heard) {
        var known = servers.get(heard.server());
        if (known == null) {
            var first = ServerBeat.first(heard);
            servers.put(heard.server(), first);
            newServers.add(first);
            changedDevices.add(heard.server().device());
            return;
        }
        var before = known.state;
        known.hear(heard);
        noteChange(known, before);
    }

    private void judge(Beat.OfPipeline tick) {
        var clock = Objects.requireNonNull(clocks.get(tick.partition()), "the clock of a partition of the batch")
                .beat(tick.at());
        for (ServerBeat server : servers.values()) {
            if (server.partition == tick.partition() && server.isDueAt(clock.beatAt())) {
                var before = server.state;
                server.judge(clock, earliestOffline);
                noteChange(server, before);
            }
        }
    }

    private void noteChange(ServerBeat server, Liveness.Name before) {
        if (server.state != before) {
            changedDevices.add(server.key.device());
        }
    }
}
