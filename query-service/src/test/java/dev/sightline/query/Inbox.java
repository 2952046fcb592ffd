package dev.sightline.query;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A real mail server that keeps what it takes. */
public final class Inbox {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static final Pattern LINK = Pattern.compile("https://\\S+");

    private Inbox() {}

    /** Its port. */
    static int start() {
        SERVER.start();
        return SERVER.getSmtp().getPort();
    }

    static void stop() {
        SERVER.stop();
    }

    /** What somebody has got, in the order in which it came. */
    public static List<MimeMessage> of(String email) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(message -> email.equals(recipient(message)))
                .toList();
    }

    public static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address behind the mail's button. */
    public static String link(MimeMessage message) {
        var found = LINK.matcher(text(message));
        if (!found.find()) {
            throw new IllegalStateException("the mail has no link: " + text(message));
        }
        return found.group();
    }

    /** The mail's plain text. */
    public static String text(MimeMessage message) {
        return body(message, "text/plain");
    }

    public static String html(MimeMessage message) {
        return body(message, "text/html");
    }

    private static String body(Part part, String type) {
        try {
            if (part.isMimeType(type)) {
                return part.getContent().toString();
            }
            var found = new StringBuilder();
            if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    found.append(body(parts.getBodyPart(i), type));
                }
            }
            return found.toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
