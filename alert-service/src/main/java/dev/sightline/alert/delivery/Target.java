package dev.sightline.alert.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Where a message goes.
 *
 * @param secret signs what a standard webhook gets; null elsewhere
 */
public record Target(
        Channel channel, String address, @Nullable String secret) {
    /** The ways out. */
    public enum Channel {
        EMAIL,
        WEBHOOK,
        SLACK
    }

    public static Target email(String address) {
        return new Target(Channel.EMAIL, address, null);
    }
}
