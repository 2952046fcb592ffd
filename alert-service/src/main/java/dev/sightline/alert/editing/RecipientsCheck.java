package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.delivery.WebhookSecrets;
import dev.sightline.alert.rules.Recipients;
import dev.sightline.alert.rules.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks who is to hear of a rule. Whether an address may be written to at all is asked of the address, not here. */
@ApplicationScoped
class RecipientsCheck {
    private static final int MOST_EMAILS = 20;
    private static final int MOST_WEBHOOKS = 5;

    // What a mail server would take; no comments, no quoted names, nothing that could end a header.
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private final WebhookSecrets secrets;

    RecipientsCheck(WebhookSecrets secrets) {
        this.secrets = secrets;
    }

    /** @param creator who hears when the form names nobody; null when that is unknown */
    Recipients recipients(RuleForm.@Nullable RecipientsForm form, @Nullable String creator) {
        if (form == null) {
            if (creator == null) {
                throw ProblemException.input("recipients", null, "given: nobody is signed in to send mails to");
            }
            return new Recipients(List.of(creator), List.of());
        }
        var recipients = new Recipients(emails(form.emails()), webhooks(form.webhooks()));
        if (recipients.emails().isEmpty() && recipients.webhooks().isEmpty()) {
            throw ProblemException.input("recipients", "none", "at least one e-mail address or webhook");
        }
        return recipients;
    }

    private static List<String> emails(@Nullable List<String> got) {
        Set<String> emails = new LinkedHashSet<>();
        for (String email : got == null ? List.<String>of() : got) {
            String address = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
            if (address.length() > 254 || !EMAIL.matcher(address).matches()) {
                throw ProblemException.input("recipients.emails", email, "an e-mail address");
            }
            emails.add(address);
        }
        if (emails.size() > MOST_EMAILS) {
            throw ProblemException.input("recipients.emails", emails.size(), "at most " + MOST_EMAILS + " addresses");
        }
        return List.copyOf(emails);
    }

    private List<Webhook> webhooks(@Nullable List<RuleForm.WebhookForm> got) {
        List<Webhook> webhooks = new ArrayList<>();
        for (var form : got == null ? List.<RuleForm.WebhookForm>of() : got) {
            var kind =
                    Fields.constant("recipients.webhooks.kind", form.kind(), Webhook.Kind.class, Webhook.Kind.STANDARD);
            webhooks.add(new Webhook(url(form.url()), kind, secret(form.secret())));
        }
        if (webhooks.size() > MOST_WEBHOOKS) {
            throw ProblemException.input("recipients.webhooks", webhooks.size(), "at most " + MOST_WEBHOOKS);
        }
        return webhooks;
    }

    private static String url(@Nullable String got) {
        try {
            var uri = got == null ? null : new URI(got.strip());
            boolean isHttp = uri != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
            if (uri != null && isHttp && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.toString();
            }
        } catch (URISyntaxException e) {
            throw ProblemException.input("recipients.webhooks.url", got, "an http or https address");
        }
        throw ProblemException.input("recipients.webhooks.url", got, "an http or https address");
    }

    private String secret(@Nullable String got) {
        if (got == null) {
            return secrets.generate();
        }
        if (!WebhookSecrets.isSecret(got)) {
            throw ProblemException.input("recipients.webhooks.secret", "…", "whsec_ and 24 to 64 bytes in Base64");
        }
        return got;
    }
}
