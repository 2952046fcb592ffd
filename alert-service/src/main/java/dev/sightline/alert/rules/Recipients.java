package dev.sightline.alert.rules;

import java.util.List;

/** Who hears of a rule's incidents. */
public record Recipients(List<String> emails, List<Webhook> webhooks) {
    public Recipients {
        emails = List.copyOf(emails);
        webhooks = List.copyOf(webhooks);
    }
}
