package dev.sightline.e2e.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that can be stopped between the end of a mail and its answer.
 *
 * <p>Raw sockets: a real server cannot be made to wait there.
 */
final class HoldingMailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Held> next = new AtomicReference<>();

    HoldingMailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("mail-server").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The mails that we answered for, whole, with these words somewhere in them. */
    List<String> taken(String words) {
        return taken.stream().filter(mail -> mail.contains(words)).toList();
    }

    static String messageId(String mail) {
        return header(mail, "Message-ID");
    }

    static String subject(String mail) {
        return header(mail, "Subject");
    }

    /** The next mail waits for its answer. */
    Held holdNext() {
        var held = new Held();
        next.set(held);
        return held;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mail that has come whole and waits. */
    static final class Held {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();

        void awaitReached() throws InterruptedException {
            if (!reached.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("no mail came");
            }
        }

        /** It is ours from now on, and the sender is told so. */
        void take() {
            verdict.complete(true);
        }

        /** As if the server had died with it. */
        void lose() {
            verdict.complete(false);
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
            say(out, "220 holding");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                }
                if (!line.startsWith("DATA")) {
                    say(out, "250 ok");
                } else if (!takeMail(in, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The other side is dead, as it was meant to be.
        }
    }

    private boolean takeMail(BufferedReader in, OutputStream out) throws IOException {
        say(out, "354 go on");
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        var held = next.getAndSet(null);
        if (held != null) {
            held.reached.countDown();
            if (!held.verdict.orTimeout(60, TimeUnit.SECONDS).join()) {
                return false;
            }
        }
        taken.add(mail.toString());
        say(out, "250 taken");
        return true;
    }

    private static String header(String mail, String name) {
        var value = Pattern.compile("(?mi)^" + name + ": *(.*(?:\\n[ \\t].*)*)").matcher(mail);
        if (!value.find()) {
            throw new AssertionError("no " + name + " in " + mail);
        }
        return value.group(1).replaceAll("\\s+", " ");
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
