package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What the system's mail server took, read as a mail program reads it. */
public final class Inbox {
    private final Sightline sightline;

    public Inbox(Sightline sightline) {
        this.sightline = sightline;
    }

    /** A mail, by what its reader sees and what mail programs go by. */
    public record Mail(List<String> to, String subject, MimeMessage message) {
        /** Empty when there is none. */
        public String header(String name) {
            return read(() -> {
                String[] values = message.getHeader(name);
                return values == null ? "" : String.join(", ", values).replaceAll("\\s+", " ");
            });
        }

        /** Of the plain text. */
        public String text() {
            return read(() -> body(message, "text/plain"));
        }

        public String html() {
            return read(() -> body(message, "text/html"));
        }

        /** The bytes of an image that came along, in Base64; empty when it did not. */
        public String inlineImage(String name) {
            return read(() -> Base64.getEncoder().encodeToString(image(message, name)));
        }

        /** The first address in the text that begins so. */
        public String link(String begin) {
            var link = Pattern.compile(Pattern.quote(begin) + "\\S*").matcher(text());
            assertThat(link.find()).as("a link to %s in: %s", begin, text()).isTrue();
            return link.group();
        }
    }

    /** Of one person, oldest first. */
    public List<Mail> of(String email) {
        return all().stream().filter(mail -> mail.to().contains(email)).toList();
    }

    /** Of whoever, with these words in the subject; oldest first. */
    public List<Mail> about(String words) {
        return all().stream().filter(mail -> mail.subject().contains(words)).toList();
    }

    /** Waits for the first mail with these words in the subject. */
    public Mail awaitAbout(String words, Duration patience) {
        await("a mail about " + words)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(
                        () -> assertThat(all()).extracting(Mail::subject).anyMatch(subject -> subject.contains(words)));
        return about(words).getFirst();
    }

    /** As a mail program opens a link: without cookies and without our own header, from anywhere; the answer's status. */
    public static int follow(String method, String link, String form) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(link))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, BodyPublishers.ofString(form))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<Mail> all() {
        var answer = sightline.send(
                HttpRequest.newBuilder(URI.create(sightline.system().inboxUrl() + "/mails")));
        List<Mail> mails = new ArrayList<>();
        Sightline.json(answer.body()).forEach(raw -> mails.add(mail(raw.asText())));
        return mails;
    }

    private static Mail mail(String raw) {
        return read(() -> {
            var message = new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
            var to = Arrays.stream(message.getAllRecipients())
                    .map(Address::toString)
                    .toList();
            return new Mail(to, Objects.requireNonNullElse(message.getSubject(), ""), message);
        });
    }

    private static String body(Part part, String type) throws MessagingException, IOException {
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
    }

    private static byte[] image(Part part, String name) throws MessagingException, IOException {
        if (name.equals(part.getFileName())) {
            return part.getInputStream().readAllBytes();
        }
        var found = new byte[0];
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount() && found.length == 0; i++) {
                found = image(parts.getBodyPart(i), name);
            }
        }
        return found;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MessagingException e) {
            throw new IllegalStateException("not a mail", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }
}
