package dev.sightline.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;

/**
 * A process that takes every mail and shows it on a page: nothing leaves the machine. Mails are kept in memory only.
 * {@code /mails} gives them to programs: a JSON list, oldest first, each as it came over the wire. Arguments: SMTP port,
 * HTTP port.
 */
final class MailHost {
    private final GreenMail mail;

    private MailHost(GreenMail mail) {
        this.mail = mail;
    }

    public static void main(String[] args) throws IOException {
        var mail = new GreenMail(new ServerSetup(Integer.parseInt(args[0]), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var host = new MailHost(mail);
        var server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", host.page()));
        server.createContext("/mails", exchange -> answer(exchange, "application/json", host.mails()));
        server.start();
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private String mails() throws IOException {
        return new ObjectMapper()
                .writeValueAsString(Arrays.stream(mail.getReceivedMessages())
                        .map(GreenMailUtil::getWholeMessage)
                        .toList());
    }

    private String page() {
        var page = new StringBuilder("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title>
                <meta name="viewport" content="width=device-width">
                <style>body{font:14px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
                summary{cursor:pointer;padding:.5rem 0} pre{white-space:pre-wrap}</style><h1>Inbox</h1>
                """);
        var messages = Arrays.asList(mail.getReceivedMessages());
        Collections.reverse(messages);
        if (messages.isEmpty()) {
            page.append("<p>No mail yet. Everything that Sightline sends from this machine arrives here.");
        }
        for (MimeMessage message : messages) {
            page.append("<details><summary>")
                    .append(escape(subject(message)))
                    .append("</summary><pre>")
                    .append(escape(GreenMailUtil.getWholeMessage(message)))
                    .append("</pre></details>");
        }
        return page.toString();
    }

    private static String subject(MimeMessage message) {
        try {
            var subject = message.getSubject();
            return subject == null ? "(no subject)" : subject;
        } catch (MessagingException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
