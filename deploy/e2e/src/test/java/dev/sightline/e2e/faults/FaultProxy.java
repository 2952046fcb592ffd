package dev.sightline.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Stands between one stats-service and ClickHouse; what is written into the table of inferences meets the fault. */
final class FaultProxy implements AutoCloseable {
    private static final String TABLE = "inference";

    private final ServerSocket server;
    private final int clickHousePort;
    private final AtomicInteger struck = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    FaultProxy(int clickHousePort) {
        this.clickHousePort = clickHousePort;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("fault-proxy").start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on, until it is healed. */
    void insertsMeet(Fault newFault) {
        fault = newFault;
    }

    /** Every second one on the average, from now on. */
    void someInsertsMeet(Fault newFault, RandomGenerator random) {
        struck.set(0);
        fault = insert -> {
            if (random.nextBoolean()) {
                struck.incrementAndGet();
                newFault.befall(insert);
            } else {
                Fault.NONE.befall(insert);
            }
        };
    }

    /** How many inserts met the fault that only some meet. */
    int struck() {
        return struck.get();
    }

    void heal() {
        fault = Fault.NONE;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var exchange = Exchange.read(client, clickHousePort);
            (exchange.insertsInto(TABLE) ? fault : Fault.NONE).befall(exchange);
        } catch (IOException e) {
            // Either end has gone: the other one is to notice, which it does when its connection closes.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
