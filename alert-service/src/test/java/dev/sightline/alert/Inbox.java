package dev.sightline.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A real mail server that keeps what it takes. */
public final class Inbox {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

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

    public static String header(MimeMessage message, String name) {
        try {
            return String.join(", ", message.getHeader(name) == null ? new String[0] : message.getHeader(name));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Headers and all parts, as they came over the wire. */
    public static String whole(MimeMessage message) {
        var bytes = new ByteArrayOutputStream();
        try {
            message.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
