package dev.sightline.alert.devices;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The devices of a workspace, as the API shows them. */
@Schema(name = "DeviceStates")
record DeviceStatesView(
        @Schema(
                required = true,
                nullable = true,
                description = "Up to when silence has been judged; null before the pipeline's first beat")
        @Nullable Instant asOf,

        @Schema(required = true) List<Device> devices) {
    /** Both lists are of one workspace. */
    static DeviceStatesView of(@Nullable Instant asOf, List<DeviceState> devices, List<ServerBeat> servers) {
        var byDevice = servers.stream()
                .sorted(Comparator.comparing((ServerBeat server) -> server.lastBeatAt)
                        .reversed())
                .collect(Collectors.groupingBy(server -> server.key.deviceId()));
        return new DeviceStatesView(
                asOf,
                devices.stream()
                        .map(device -> Device.of(device, byDevice.getOrDefault(device.key.deviceId(), List.of())))
                        .toList());
    }

    /** A device, its state, and the servers that were heard on it. */
    @Schema(name = "DeviceState")
    record Device(
            @Schema(required = true) String deviceId,
            @Schema(required = true) Liveness.Name state,

            @Schema(required = true, description = "When the state began")
            Instant since,

            @Schema(required = true, nullable = true, description = "The latest beat of any of its servers") @Nullable Instant lastBeatAt,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "What the server of that beat promises; 60 when it promises nothing")
            @Nullable Double intervalSeconds,

            @Schema(required = true, description = "Last heard first")
            List<Server> servers) {
        private static Device of(DeviceState device, List<ServerBeat> lastHeardFirst) {
            var last = lastHeardFirst.isEmpty() ? null : lastHeardFirst.getFirst();
            return new Device(
                    device.key.deviceId(),
                    device.state,
                    device.since,
                    last == null ? null : last.lastBeatAt,
                    last == null ? null : last.intervalSeconds,
                    lastHeardFirst.stream()
                            .map(server -> new Server(server.key.serverId(), server.lastBeatAt))
                            .toList());
        }
    }

    /** An inference server on the device. */
    @Schema(name = "ServerState")
    record Server(
            @Schema(required = true) String serverId,
            @Schema(required = true) Instant lastBeatAt) {}
}
