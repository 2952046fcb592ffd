package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One port before several instances of a service, as a load balancer before a cluster: each new connection goes to the next
 * instance that takes it. For tests of several instances on one machine; it knows nothing of HTTP.
 */
final class RoundRobin implements AutoCloseable {
    private final ServerSocket server;
    private final List<Integer> instances;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private int next;

    RoundRobin(int port, List<Integer> instances) {
        this.instances = instances;
        try {
            server = new ServerSocket();
            // As the services: what a former one's connections still hold is no hindrance.
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + port, e);
        }
        Thread.ofVirtual().name("round-robin-" + port).start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                // Which one, is decided here, one connection after the other.
                var client = server.accept();
                int first = next++;
                Thread.ofVirtual().start(() -> connect(client, first));
            } catch (IOException e) {
                // Closed, and the loop ends; otherwise the client has gone already.
            }
        }
    }

    private void connect(Socket client, int first) {
        open.add(client);
        try (client;
                var instance = firstThatAnswers(first)) {
            var requests = Thread.ofVirtual().start(() -> pump(client, instance));
            pump(instance, client);
            // Whoever has answered to the end, or was killed, reads no more.
            closeQuietly(client);
            requests.join();
        } catch (IOException e) {
            // No instance takes it: the client sees its connection end, as from a service that is away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private Socket firstThatAnswers(int first) throws IOException {
        for (int i = 0; i < instances.size(); i++) {
            int port = instances.get(Math.floorMod(first + i, instances.size()));
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                // Not there; the next one may be.
            }
        }
        throw new IOException("none of " + instances + " takes a connection");
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(RoundRobin::closeQuietly);
    }
}
