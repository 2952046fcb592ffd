package dev.sightline.query.caller;

/**
 * Where a request comes from.
 *
 * @param browser as people know it: "Firefox on Linux"
 */
public record Client(String address, String browser) {}
