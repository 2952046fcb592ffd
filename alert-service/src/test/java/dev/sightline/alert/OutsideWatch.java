package dev.sightline.alert;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Somebody outside who notices when we do not call any more. */
public final class OutsideWatch {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static @Nullable HttpServer server;

    private OutsideWatch() {}

    /** Where it listens. */
    static String start() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/alive", exchange -> {
                CALLS.incrementAndGet();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            started.start();
            server = started;
            return "http://127.0.0.1:" + started.getAddress().getPort() + "/alive";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void stop() {
        Objects.requireNonNull(server).stop(0);
    }

    /** How often it was called. */
    public static int calls() {
        return CALLS.get();
    }
}
