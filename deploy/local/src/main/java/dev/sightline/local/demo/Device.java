package dev.sightline.local.demo;

import java.util.List;
import java.util.Locale;

/**
 * A machine at a site, and the inference server on it.
 *
 * @param protocol how its server reports
 */
record Device(String id, String serverId, String serverVersion, Site site, Hardware hardware, Protocol protocol) {
    /** How fast machines are, and what they call themselves. */
    enum Hardware {
        JETSON_NANO(2.6, "Linux aarch64"),
        JETSON_ORIN(1.0, "Linux aarch64"),
        INDUSTRIAL_PC(1.5, "Linux x86_64"),
        GPU_SERVER(0.45, "Linux x86_64");

        private final double slowness;
        private final String platform;

        Hardware(double slowness, String platform) {
            this.slowness = slowness;
            this.platform = platform;
        }

        double slowness() {
            return slowness;
        }

        String platform() {
            return platform;
        }
    }

    /** What a server sends. */
    enum Protocol {
        /** Our own endpoints: every field. */
        NATIVE,
        /** The pingback of an unmodified inference server with its defaults: classes, confidences and times. */
        PINGBACK,
        /** The same with {@code TINY_CACHE=False}: boxes, too. */
        FULL_PINGBACK
    }

    List<String> tags() {
        return List.of(site.name(), hardware.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
