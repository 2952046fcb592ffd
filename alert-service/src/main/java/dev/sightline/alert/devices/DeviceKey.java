package dev.sightline.alert.devices;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A device of a workspace. */
@Embeddable
record DeviceKey(
        String workspace, @Column(name = "device_id") String deviceId) {}
