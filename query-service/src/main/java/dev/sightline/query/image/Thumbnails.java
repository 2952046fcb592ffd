package dev.sightline.query.image;

import dev.sightline.query.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jboss.logging.Logger;

/**
 * Images small enough for a list: JPEG, {@value #SIDE} pixels on the longer side. Made when first asked for and kept beside
 * their image, since most images are never looked at and whoever sends them should not wait.
 */
@ApplicationScoped
public class Thumbnails {
    /** Pixels of the longer side. */
    public static final int SIDE = 320;

    private static final Logger log = Logger.getLogger(Thumbnails.class);

    private final ObjectStore store;
    // An image may have as many pixels as ingest lets in: only some at once fit into memory.
    private final Semaphore room = new Semaphore(2);

    Thumbnails(ObjectStore store) {
        this.store = store;
    }

    /** The key of the small one of an image. */
    public static String keyOf(String objectKey) {
        return objectKey + '-' + SIDE;
    }

    /**
     * The small one of an image; empty when there is no such image, or none that can be opened here.
     *
     * @throws ProblemException 503 when the store is away
     */
    public Optional<byte[]> of(String objectKey) {
        Optional<byte[]> kept = read(keyOf(objectKey));
        return kept.isPresent() ? kept : make(objectKey);
    }

    private Optional<byte[]> make(String objectKey) {
        room.acquireUninterruptibly();
        try {
            Optional<InputStream> image = store.open(objectKey);
            if (image.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream content = image.get();
                    ImageInputStream input = ImageIO.createImageInputStream(content)) {
                Optional<byte[]> small = shrunk(input);
                small.ifPresent(bytes -> store.put(keyOf(objectKey), bytes, "image/jpeg"));
                return small;
            }
        } catch (IOException | IllegalArgumentException e) { // The latter for a header that cannot be.
            log.infof("an image cannot be opened error=%s", e.getMessage());
            return Optional.empty();
        } finally {
            room.release();
        }
    }

    private Optional<byte[]> read(String key) {
        return store.open(key).map(content -> {
            try (content) {
                return content.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Optional<byte[]> shrunk(ImageInputStream input) throws IOException {
        var readers = ImageIO.getImageReaders(input);
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(input, true, true);
            var parameters = reader.getDefaultReadParam();
            int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
            // Leaves out pixels while it reads, but keeps enough for a smooth picture.
            int step = Math.max(1, longer / (2 * SIDE));
            parameters.setSourceSubsampling(step, step, 0, 0);
            return Optional.of(jpeg(scaled(reader.read(0, parameters))));
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage scaled(BufferedImage image) {
        double factor = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = small.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            // JPEG has no transparency.
            canvas.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        return small;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
