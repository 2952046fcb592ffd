package dev.sightline.alert.devices;

import dev.sightline.alert.AlertConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states of all devices, in PostgreSQL; nothing of them is kept in memory, so that a restart loses nothing. */
@ApplicationScoped
class DeviceStates {
    private final AlertConfig.Devices config;

    DeviceStates(AlertConfig config) {
        this.config = config.devices();
    }

    /**
     * Takes a batch of beats, all or none of it.
     *
     * <p>Taking the same batch again changes nothing: a beat that is not newer than the last says nothing new, and the
     * pipeline's clock does not go back. So offsets may be committed after this, and a crash between the two is harmless.
     */
    Uni<Void> take(List<Beat> beats) {
        return Panache.withTransaction(() -> lockedClocks(beats)
                .chain(clocks -> touchedServers(beats)
                        .map(servers -> new BeatBatch(clocks, servers, config.earliestOffline()).take(beats)))
                .call(batch -> persist(batch.newServers()))
                .chain(batch -> followServers(batch.changedDevices())));
    }

    /** What is known of a workspace's devices, by name. */
    Uni<DeviceStatesView> of(String workspace) {
        return Panache.withSession(() -> DeviceState.<DeviceState>list(
                        "key.workspace = ?1 order by key.deviceId", workspace)
                .chain(devices -> ServerBeat.<ServerBeat>list("key.workspace", workspace)
                        .chain(servers -> oldestClock().map(asOf -> DeviceStatesView.of(asOf, devices, servers)))));
    }

    /** The time up to which every partition is judged; null before the pipeline's first beat. */
    private static Uni<@Nullable Instant> oldestClock() {
        return PartitionClock.<PartitionClock>list("beatAt is not null")
                .map(clocks -> clocks.stream()
                        .map(clock -> clock.beatAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    // In the order of partitions, so that two replicas cannot wait for each other.
    private static Uni<List<PartitionClock>> lockedClocks(List<Beat> beats) {
        Set<Integer> partitions = beats.stream().map(Beat::partition).collect(Collectors.toSet());
        return PartitionClock.<PartitionClock>find("partition in ?1 order by partition", partitions)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .chain(known -> withMissing(partitions, known, clock -> clock.partition, PartitionClock::silent));
    }

    private static Uni<List<ServerBeat>> touchedServers(List<Beat> beats) {
        var workspaces = new HashSet<String>();
        var serverIds = new HashSet<String>();
        var partitions = new HashSet<Integer>();
        Instant latestTick = Instant.EPOCH;
        for (Beat beat : beats) {
            switch (beat) {
                case Beat.OfServer heard -> {
                    workspaces.add(heard.server().workspace());
                    serverIds.add(heard.server().serverId());
                }
                case Beat.OfPipeline tick -> {
                    partitions.add(tick.partition());
                    latestTick = tick.at().isAfter(latestTick) ? tick.at() : latestTick;
                }
            }
        }
        // A few too many are read where two workspaces use one server id; they stay as they are.
        return ServerBeat.list(
                "(key.workspace in :workspaces and key.serverId in :serverIds)"
                        + " or (partition in :partitions and dueAt < :latestTick)",
                Map.of(
                        "workspaces", workspaces,
                        "serverIds", serverIds,
                        "partitions", partitions,
                        "latestTick", latestTick));
    }

    private static Uni<Void> followServers(Set<DeviceKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Object> ofThem = Map.of(
                "workspaces", keys.stream().map(DeviceKey::workspace).collect(Collectors.toSet()),
                "deviceIds", keys.stream().map(DeviceKey::deviceId).collect(Collectors.toSet()));
        String condition = "key.workspace in :workspaces and key.deviceId in :deviceIds";
        return DeviceState.<DeviceState>find(condition + " order by key.workspace, key.deviceId", ofThem)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .chain(known -> withMissing(keys, known, device -> device.key, DeviceState::unheard))
                // Read after the lock: a replica that held it may just have changed another server of the device.
                .chain(devices ->
                        ServerBeat.<ServerBeat>list(condition, ofThem).invoke(servers -> follow(devices, servers)))
                .replaceWithVoid();
    }

    private static void follow(List<DeviceState> devices, List<ServerBeat> servers) {
        var byDevice = servers.stream().collect(Collectors.groupingBy(server -> server.key.device()));
        for (DeviceState device : devices) {
            var own = byDevice.get(device.key);
            if (own != null) {
                device.follow(own);
            }
        }
    }

    /** What is stored, and new rows for the keys that nothing is stored for. */
    private static <K, E> Uni<List<E>> withMissing(
            Set<K> keys, List<E> known, Function<E, K> keyOf, Function<K, E> create) {
        var missing = new HashMap<K, E>();
        keys.forEach(key -> missing.put(key, create.apply(key)));
        known.forEach(row -> missing.remove(keyOf.apply(row)));
        var all = new ArrayList<>(known);
        all.addAll(missing.values());
        return persist(missing.values()).replaceWith(all);
    }

    // Panache's own refuses an empty collection.
    private static Uni<Void> persist(Collection<?> rows) {
        return Panache.getSession().chain(session -> session.persistAll(rows.toArray()));
    }
}
