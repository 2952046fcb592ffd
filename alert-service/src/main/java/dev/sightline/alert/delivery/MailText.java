package dev.sightline.alert.delivery;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail's words, as text and as HTML. */
@ApplicationScoped
class MailText {
    private final Template text;
    private final Template html;

    MailText(@Location("mail/alert.txt") Template text, @Location("mail/alert.html") Template html) {
        this.text = text;
        this.html = html;
    }

    String text(Content content) {
        return text.data("mail", content).render();
    }

    String html(Content content) {
        return html.data("mail", content).render();
    }

    /**
     * All that is in a mail.
     *
     * @param unsubscribe null where there is nothing to unsubscribe from
     * @param rules how many rules it tells of
     */
    record Content(
            String subject, List<Item> items, @Nullable String unsubscribe, int rules) {}

    /**
     * One thing that happened.
     *
     * @param tone of its colour: "bad", "good" or "plain"
     * @param link where it leads to; null when it leads nowhere
     * @param image id of the inline chart; null without one
     */
    record Item(
            Notice notice,
            String tone,
            @Nullable String link,
            @Nullable String linkText,
            @Nullable String inferences,
            @Nullable String image) {}
}
