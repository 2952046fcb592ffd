package dev.sightline.alert.rules;

/** At most so many notifications; each counts once, however many hear of it. */
public record Limits(int perHour, int perDay) {
    public static final Limits USUAL = new Limits(6, 30);
}
