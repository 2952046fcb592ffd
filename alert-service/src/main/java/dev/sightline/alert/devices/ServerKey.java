package dev.sightline.alert.devices;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A server on a device of a workspace. Equal server ids on two devices are two servers. */
@Embeddable
record ServerKey(
        String workspace,
        @Column(name = "device_id") String deviceId,
        @Column(name = "server_id") String serverId) {
    DeviceKey device() {
        return new DeviceKey(workspace, deviceId);
    }
}
