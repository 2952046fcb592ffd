package dev.sightline.query.device;

import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;

/** The figures of every device in a window. */
@ApplicationScoped
class DevicesQuery {
    DeviceList in(TimeWindow window) {
        throw new UnsupportedOperationException(window.toString());
    }
}
