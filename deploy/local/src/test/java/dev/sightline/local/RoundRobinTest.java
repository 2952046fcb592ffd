package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over real sockets. */
class RoundRobinTest {
    @Test
    void connections_go_to_each_instance_in_turn_and_past_one_that_is_away() throws IOException {
        int port = freePort();
        try (var one = instance("one");
                var other = instance("other");
                var _ = new RoundRobin(port, List.of(one.getLocalPort(), other.getLocalPort()))) {
            assertThat(List.of(ask(port), ask(port), ask(port))).containsExactly("one: hi", "other: hi", "one: hi");

            end(other);

            assertThat(List.of(ask(port), ask(port))).containsExactly("one: hi", "one: hi");
        }
    }

    /** Until nobody gets through: the system listens for a moment longer, as long as a thread waits in accept. */
    private static void end(ServerSocket server) throws IOException {
        server.close();
        await().until(() -> {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                return false;
            } catch (ConnectException e) {
                return true;
            }
        });
    }

    /** Answers each connection with its name and what was sent. */
    private static ServerSocket instance(String name) throws IOException {
        var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                answer(server, name);
            }
        });
        return server;
    }

    private static void answer(ServerSocket server, String name) {
        try (var client = server.accept()) {
            String asked = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            client.getOutputStream().write((name + ": " + asked).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String ask(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("hi".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
