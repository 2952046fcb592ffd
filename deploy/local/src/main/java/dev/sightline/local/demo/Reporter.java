package dev.sightline.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Reports inferences as their devices would: natively in batches, by pingback, and with an image here and there. */
final class Reporter implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final int IN_FLIGHT = 4;

    private final DemoClient client;
    private final String key;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final List<Future<?>> sending = new ArrayList<>();
    private final List<Inference> natively = new ArrayList<>();
    private final Map<Device, List<Inference>> byPingback = new LinkedHashMap<>();

    Reporter(DemoClient client, String key) {
        this.client = client;
        this.key = key;
    }

    /** Takes inferences in the order of time, and sends those that fill a batch; the rest waits for {@link #flush}. */
    void take(List<Inference> inferences) throws InterruptedException {
        for (Inference inference : inferences) {
            if (inference.isPhotographed()) {
                send(() -> client.putImage(inference.id(), SceneImage.jpeg(inference.scene())));
            }
            var device = inference.stream().device();
            if (device.protocol() == Device.Protocol.NATIVE) {
                natively.add(inference);
                sendWhenFull(natively, () -> sendNatively());
            } else {
                var waiting = byPingback.computeIfAbsent(device, _ -> new ArrayList<>());
                waiting.add(inference);
                sendWhenFull(waiting, () -> sendPingback(device));
            }
        }
    }

    /** Sends what waits, and returns when the system has all of it. */
    void flush() throws InterruptedException {
        if (!natively.isEmpty()) {
            sendNatively();
        }
        for (Device device : List.copyOf(byPingback.keySet())) {
            sendPingback(device);
        }
        await();
    }

    /** A sign of life of every device that is not silent: a pingback from those that send such, with or without results. */
    void beat(List<Device> devices, Instant at, int intervalSeconds) throws InterruptedException {
        var nativeDevices = devices.stream()
                .filter(device -> device.protocol() == Device.Protocol.NATIVE)
                .toList();
        send(() -> client.post("/v1/heartbeats", Payloads.heartbeats(nativeDevices, at, intervalSeconds)));
        for (Device device : devices) {
            if (device.protocol() != Device.Protocol.NATIVE) {
                sendPingback(device);
            }
        }
        await();
    }

    /** Sends the native ones that wait and leaves pingbacks for their next minute, as live servers do. */
    void flushNative() throws InterruptedException {
        if (!natively.isEmpty()) {
            sendNatively();
        }
        await();
    }

    /** Forgets what waits. Native inferences are made again; pingbacks are lost, as those of servers are. */
    void forget() {
        natively.clear();
        byPingback.clear();
        sending.clear();
    }

    private static void sendWhenFull(List<Inference> waiting, Task sending) throws InterruptedException {
        if (waiting.size() >= BATCH) {
            sending.run();
        }
    }

    private void sendNatively() throws InterruptedException {
        var batch = List.copyOf(natively);
        natively.clear();
        send(() -> {
            String answer = client.post("/v1/inferences", Payloads.inferences(batch));
            if (!answer.contains("\"rejected\":[]")) {
                throw new IllegalStateException("inferences of the demo were refused: " + answer);
            }
        });
    }

    private void sendPingback(Device device) throws InterruptedException {
        var waiting = byPingback.remove(device);
        var batch = waiting == null ? List.<Inference>of() : waiting;
        send(() -> client.post("/inference-stats", Pingbacks.report(device, batch, key)));
    }

    private void send(Task task) throws InterruptedException {
        room.acquire();
        sending.add(senders.submit(() -> {
            try {
                task.run();
            } finally {
                room.release();
            }
            return null;
        }));
    }

    private void await() throws InterruptedException {
        try {
            for (Future<?> sent : sending) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            sending.clear();
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    /** Something that takes a while and can be interrupted. */
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }
}
