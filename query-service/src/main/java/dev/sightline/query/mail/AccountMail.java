package dev.sightline.query.mail;

import java.util.List;

/**
 * A mail about somebody's account.
 *
 * @param link where it leads to; the secret in it stands behind the #, so that no server on the way sees it
 */
public record AccountMail(
        String recipient, String subject, List<String> paragraphs, String link, String linkText, String footer) {
    public AccountMail {
        paragraphs = List.copyOf(paragraphs);
    }
}
