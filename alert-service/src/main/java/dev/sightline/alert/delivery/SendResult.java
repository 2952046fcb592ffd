package dev.sightline.alert.delivery;

/** What became of an attempt to send. */
sealed interface SendResult {
    /** The other side has it. */
    record Sent() implements SendResult {}

    /** It may work later. */
    record Later(String reason) implements SendResult {}

    /** It will not work, however often it is tried. */
    record Refused(String reason) implements SendResult {}

    /** The endpoint says that it is gone for good (410). */
    record Gone() implements SendResult {}
}
