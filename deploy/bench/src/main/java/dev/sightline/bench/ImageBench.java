package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;

/**
 * What the images of one device are to another.
 *
 * <p>How long the answers to one device's reports take while nobody sends images, and while another device sends 1 000 a
 * minute, each of them new; in turn, several times.
 */
final class ImageBench {
    private static final double IMAGES_A_SECOND = 1000 / 60.0;
    private static final double REPORTS_A_SECOND = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final int ROUNDS = 5;

    private final LocalSystem system;
    private final Connections connections;
    private final AtomicLong images = new AtomicLong();
    private final Clock clock = Clock.systemUTC();

    ImageBench(LocalSystem system) {
        this.system = system;
        this.connections = new Connections(system.ingestUrl(), system.ingestKey());
    }

    void run() throws Exception {
        byte[] picture = picture();
        try (connections) {
            beside(picture);
        }
    }

    private void beside(byte[] picture) throws InterruptedException {
        byte[] report = connections.request(
                "/inference-stats", SamplePingbacks.condensed(system.ingestKey(), 10, clock.instant()));
        Load.Step sendReport = () -> connections.send(report);
        Load.Step sendImage = () -> connections.send(request("flood", picture));
        Load.atRate(4, WARM_UP, IMAGES_A_SECOND, sendImage);
        Load.atRate(4, WARM_UP, REPORTS_A_SECOND, sendReport);
        System.out.printf(Locale.ROOT, """

                reports of one device, %.0f a second; images of another, 1 000 a minute of %d bytes each

                | | p50, ms | p99, ms |
                | --- | ---: | ---: |
                """, REPORTS_A_SECOND, picture.length);
        var alone = new Load.Result[ROUNDS];
        var flooded = new Load.Result[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            alone[round] = Load.atRate(4, ROUND, REPORTS_A_SECOND, sendReport);
            var flood = CompletableFuture.supplyAsync(() -> flood(sendImage));
            flooded[round] = Load.atRate(4, ROUND, REPORTS_A_SECOND, sendReport);
            flood.join();
        }
        print("without images", alone);
        print("beside them", flooded);
    }

    private static Load.Result flood(Load.Step sendImage) {
        try {
            return Load.atRate(8, ROUND, IMAGES_A_SECOND, sendImage);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static void print(String name, Load.Result[] rounds) {
        var p50 = new double[ROUNDS];
        var p99 = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            p50[round] = rounds[round].percentileMillis(50);
            p99[round] = rounds[round].percentileMillis(99);
        }
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f |%n", name, Comparison.median(p50), Comparison.median(p99));
    }

    /** A picture that nobody has sent before. */
    private byte[] request(String device, byte[] picture) {
        long number = images.incrementAndGet();
        byte[] other = picture.clone();
        ByteBuffer.wrap(other).putLong(6, number); // In the segment that follows the beginning.
        return connections.request(
                "PUT", "/v1/inferences/bench-" + number + "/image?device_id=" + device, "image/jpeg", other);
    }

    /** A JPEG of 640 × 480 noisy pixels, with room for a number in a segment that is kept. */
    private static byte[] picture() throws IOException {
        var noise = new Random(1);
        var image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 640; x++) {
                image.setRGB(x, y, noise.nextInt(0x1000000));
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return withSegments(bytes.toByteArray(), 1, 8);
    }

    private static byte[] withSegments(byte[] jpeg, int segments, int length) {
        var grown = ByteBuffer.allocate(jpeg.length + segments * (length + 4)).put(jpeg, 0, 2);
        for (int i = 0; i < segments; i++) {
            grown.putShort((short) 0xffee).putShort((short) (length + 2)).put(new byte[length]);
        }
        return grown.put(jpeg, 2, jpeg.length - 2).array();
    }
}
