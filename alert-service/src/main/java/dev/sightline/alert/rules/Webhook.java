package dev.sightline.alert.rules;

/**
 * A program that wants to hear.
 *
 * @param secret signs what a standard webhook gets; made when the rule is, and shown to those who may change it
 */
public record Webhook(String url, Kind kind, String secret) {
    /** How the message looks. */
    public enum Kind {
        /** As standardwebhooks.com has it. */
        STANDARD,
        /** As Slack's incoming webhooks want it. */
        SLACK
    }
}
