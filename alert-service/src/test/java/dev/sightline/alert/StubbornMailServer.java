package dev.sightline.alert;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A mail server that does to each mail what a test tells it to, and keeps the Message-IDs of those that came whole.
 *
 * <p>Raw sockets: a real server cannot be made to hang in the middle of a dialogue.
 */
public final class StubbornMailServer implements AutoCloseable {
    /** What is done to a mail. */
    public enum Mood {
        TAKES,
        SAYS_TRY_LATER,
        SAYS_NEVER,
        HANGS_AFTER_DATA,
        /** The mail is there, and the sender is not told. */
        CLOSES_AFTER_DATA
    }

    private final ServerSocket socket;
    private final List<String> wholeMails = new CopyOnWriteArrayList<>();
    private final Function<Integer, Mood> moods;
    private int mails;

    private StubbornMailServer(ServerSocket socket, Function<Integer, Mood> moods) {
        this.socket = socket;
        this.moods = moods;
    }

    /** @param moods by how many mails there were before */
    public static StubbornMailServer on(int port, Function<Integer, Mood> moods) {
        // A server that was closed a moment ago may still hold the port.
        var socket = await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(() -> new ServerSocket(port, 10, InetAddress.getLoopbackAddress()), Objects::nonNull);
        var server = new StubbornMailServer(socket, moods);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /** Every mail that came whole, taken or not, with its headers. */
    public List<String> wholeMails() {
        return List.copyOf(wholeMails);
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                var out = client.getOutputStream()) {
            say(out, "220 stubborn");
            String line = in.readLine();
            while (line != null) {
                String word = line.length() < 4 ? line : line.substring(0, 4);
                switch (word) {
                    case "EHLO", "HELO", "MAIL", "RSET" -> say(out, "250 ok");
                    case "RCPT" -> {
                        if (!answerRecipient(out)) {
                            return;
                        }
                    }
                    case "DATA" -> {
                        if (!takeMail(in, out)) {
                            return;
                        }
                    }
                    default -> {
                        say(out, "221 bye");
                        return;
                    }
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            // The other side hung up; what it sent is kept.
        }
    }

    private synchronized boolean answerRecipient(OutputStream out) throws IOException {
        switch (moods.apply(mails)) {
            case SAYS_TRY_LATER -> {
                mails++;
                say(out, "451 4.3.0 try again later");
                return false;
            }
            case SAYS_NEVER -> {
                mails++;
                say(out, "550 5.1.1 nobody here");
                return false;
            }
            default -> say(out, "250 ok");
        }
        return true;
    }

    private boolean takeMail(BufferedReader in, OutputStream out) throws IOException {
        say(out, "354 go on");
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        wholeMails.add(mail.toString());
        Mood mood;
        synchronized (this) {
            mood = moods.apply(mails++);
        }
        switch (mood) {
            case HANGS_AFTER_DATA -> {
                // Until the sender gives up.
                in.readLine();
                return false;
            }
            case CLOSES_AFTER_DATA -> {
                return false;
            }
            default -> say(out, "250 taken");
        }
        return true;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
