package dev.sightline.alert.devices;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The state of a device, as stored: that of its liveliest server. */
@Entity
@Table(name = "device_state")
class DeviceState extends PanacheEntityBase {
    /** Liveliest first. A server that was never heard says less about its device than one that is known to be gone. */
    private static final List<Liveness.Name> LIVELIEST_FIRST =
            List.of(Liveness.Name.ONLINE, Liveness.Name.LATE, Liveness.Name.OFFLINE, Liveness.Name.NEW);

    @EmbeddedId
    DeviceKey key;

    @Enumerated(EnumType.STRING)
    Liveness.Name state;

    Instant since;

    /** For Hibernate. */
    DeviceState() {}

    static DeviceState unheard(DeviceKey key) {
        var device = new DeviceState();
        device.key = key;
        device.state = Liveness.Name.NEW;
        device.since = Instant.EPOCH;
        return device;
    }

    /** Takes the state of the liveliest of its servers, of which there is at least one. */
    void follow(Collection<ServerBeat> servers) {
        var liveliest = servers.stream()
                .min(Comparator.comparingInt((ServerBeat server) -> LIVELIEST_FIRST.indexOf(server.state))
                        // Of equals the one that came last tells since when the device is so.
                        .thenComparing(server -> server.stateSince, Comparator.reverseOrder()))
                .orElseThrow();
        // A second server that comes or goes beside a lively one changes nothing about the device.
        if (liveliest.state != state) {
            state = liveliest.state;
            since = liveliest.stateSince;
        }
    }
}
