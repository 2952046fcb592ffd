package dev.sightline.alert.delivery;

import dev.sightline.alert.AlertConfig;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one mail of the deliveries that belong together, and hands it to the mail server. */
@ApplicationScoped
class MailSender {
    private final ReactiveMailer mailer;
    private final MailText words;
    private final LinkTokens tokens;
    private final String publicUrl;
    private final Duration patience;
    // All of a connection on one thread of Vert.x: from a virtual thread it may be opened on one and listened to
    // on another. A greeting of the server that comes in between is lost, and both sides wait for ever.
    private final Context network;

    MailSender(ReactiveMailer mailer, MailText words, LinkTokens tokens, AlertConfig config, Vertx vertx) {
        this.mailer = mailer;
        this.words = words;
        this.tokens = tokens;
        this.publicUrl = config.publicUrl().toString().replaceAll("/$", "");
        this.patience = config.delivery().mailTimeout();
        this.network = VertxContext.getRootContext(vertx.getOrCreateContext());
    }

    SendResult send(List<Delivery> message) {
        try {
            hand(mail(message));
            return new SendResult.Sent();
        } catch (TimeoutException e) {
            return new SendResult.Later("the mail server did not answer within " + patience.toSeconds() + " s");
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** Waits until the mail server has taken it. */
    void hand(Mail mail) {
        Uni.createFrom()
                .deferred(() -> mailer.send(mail))
                .runSubscriptionOn(sending -> network.runOnContext(_ -> sending.run()))
                .await()
                .atMost(patience);
    }

    private static SendResult failed(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof SMTPException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        return cause instanceof SMTPException answer && isAboutThisMail(answer.getReplyCode())
                ? new SendResult.Refused(reason)
                : new SendResult.Later(reason);
    }

    /** 55x is about recipient or content; other 5xx are about how we sign in or speak, which an operator can put right. */
    private static boolean isAboutThisMail(int replyCode) {
        return replyCode >= 550 && replyCode <= 559;
    }

    private Mail mail(List<Delivery> message) {
        Delivery first = message.getFirst();
        String subject = subject(message);
        List<MailText.Item> items = new ArrayList<>();
        var mail = new Mail().addTo(first.target().address()).setSubject(subject);
        for (int i = 0; i < message.size(); i++) {
            Notice notice = message.get(i).notice();
            var chart = notice.chart() == null ? null : ChartImage.png(notice.chart());
            String image = chart == null ? null : "chart-" + i + "@sightline";
            if (chart != null) {
                mail.addInlineAttachment("chart.png", chart, "image/png", "<" + image + ">");
            }
            items.add(item(notice, first.target().address(), image));
        }
        // All that the mail tells of: whoever has enough of a digest has enough of each of its rules.
        List<UUID> rules = message.stream().map(Delivery::ruleId).distinct().toList();
        String about = rules.size() == 1 ? first.ruleId().toString() : Objects.requireNonNull(first.messageId());
        String unsubscribe = first.notice().kind().isAlone() ? null : unsubscribeLink(first, about);
        var content = new MailText.Content(subject, items, unsubscribe, rules.size());
        mail.setText(words.text(content)).setHtml(words.html(content));
        addHeaders(mail, message, unsubscribe);
        return mail;
    }

    private static void addHeaders(Mail mail, List<Delivery> message, @Nullable String unsubscribe) {
        Delivery first = message.getFirst();
        mail.addHeader("Message-ID", "<" + first.messageId() + ">");
        mail.addHeader("Auto-Submitted", "auto-generated");
        // The thread's own id is no mail's; mail readers put together what refers to the same.
        String threads = message.stream()
                .map(delivery -> "<"
                        + OutboxQueue.hash(delivery.notice().thread() + "\n"
                                + delivery.target().address()) + "@thread.sightline>")
                .distinct()
                .collect(Collectors.joining(" "));
        mail.addHeader("References", threads);
        if (message.size() == 1) {
            mail.addHeader("In-Reply-To", threads);
        }
        if (unsubscribe != null) {
            mail.addHeader("List-Unsubscribe", "<" + unsubscribe + ">");
            mail.addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    private static String subject(List<Delivery> message) {
        List<String> subjects =
                message.stream().map(delivery -> delivery.notice().subject()).toList();
        return subjects.size() == 1
                ? subjects.getFirst()
                : "%d alerts: %s and more".formatted(subjects.size(), subjects.getFirst());
    }

    private MailText.Item item(Notice notice, String recipient, @Nullable String image) {
        String tone = switch (notice.kind()) {
            case OPENED, ESCALATED, NO_DATA, FAILED, BLIND -> "bad";
            case RESOLVED, DATA_BACK, SEES_AGAIN -> "good";
            case FLAPPING, CONFIRMATION, TEST -> "plain";
        };
        String link = null;
        String linkText = null;
        if (notice.kind() == Notice.Kind.CONFIRMATION) {
            var token = tokens.sign(new LinkTokens.Link(
                    LinkTokens.Purpose.CONFIRM,
                    notice.workspace(),
                    notice.ruleId().toString(),
                    recipient));
            link = publicUrl + "/api/v1/alerts/confirm?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
            linkText = "Yes, send me alerts";
        } else if (notice.incidentId() != null) {
            link = publicUrl + "/alerts/incidents/" + notice.incidentId();
            linkText = "Open incident";
        }
        return new MailText.Item(
                notice,
                tone,
                link,
                linkText,
                notice.inferences() == null ? null : publicUrl + notice.inferences(),
                image);
    }

    private String unsubscribeLink(Delivery delivery, String about) {
        var token = tokens.sign(new LinkTokens.Link(
                LinkTokens.Purpose.UNSUBSCRIBE,
                delivery.workspace(),
                about,
                delivery.target().address()));
        return publicUrl + "/api/v1/alerts/unsubscribe?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
