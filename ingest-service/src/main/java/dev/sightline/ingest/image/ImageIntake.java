package dev.sightline.ingest.image;

import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Values;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Takes an image, however it came: looks what it is, leaves out what is not the picture, and stores it by its content.
 *
 * <p>The object is stored before the event that names it goes into the log: a crash between the two leaves an object that
 * the repeat finds, never an event without its image.
 */
@Singleton
public class ImageIntake {
    private static final String KINDS = "a JPEG, PNG or WebP image";

    private final RateLimits rates;
    private final ImageRates imageRates;
    private final S3ImageStore store;
    private final Clock clock;
    private final long maxBytes;
    private final long maxPixels;

    ImageIntake(RateLimits rates, ImageRates imageRates, S3ImageStore store, Clock clock, IngestConfig config) {
        this.rates = rates;
        this.imageRates = imageRates;
        this.store = store;
        this.clock = clock;
        this.maxBytes = config.limits().image().asLongValue();
        this.maxPixels = config.limits().imagePixels();
    }

    /**
     * Who sends.
     *
     * @param device as the sender names it, or its address
     */
    public record Sender(String workspace, String device) {
        /** The sender of a request, which may name its device in {@code ?device_id=}. */
        public static Sender of(HttpServerRequest request, String workspace) {
            String device = request.getParam("device_id");
            if (device != null && device.length() <= Values.ID_LENGTH) {
                return new Sender(workspace, device);
            }
            var address = request.remoteAddress();
            return new Sender(workspace, address == null ? "" : String.valueOf(address.hostAddress()));
        }
    }

    /**
     * Stores the image of an inference, unless it is stored already.
     *
     * @param field what the sender calls it
     * @return the event that says so, not in the log yet
     * @throws ProblemException when it is no image, too large, one too many, or the store does not take it
     */
    public InferenceImageStored store(Sender sender, String inferenceId, String field, byte[] image) {
        if (inferenceId.isBlank() || inferenceId.length() > Values.ID_LENGTH) {
            throw ProblemException.invalid(
                    "inference_id", inferenceId.length() + " characters", "1 to " + Values.ID_LENGTH);
        }
        rates.take(sender.workspace(), 1);
        imageRates.countImage(sender.workspace(), sender.device());
        ImageHeader header = headerOf(image, field);
        byte[] picture = PrivateParts.removedFrom(image, header.contentType())
                .orElseThrow(() ->
                        ProblemException.invalid(field, "an image that breaks off or is damaged", "a whole " + KINDS));
        String key = sender.workspace() + '/' + sha256(picture);
        if (!store.has(key)) {
            put(sender.workspace(), key, picture, header);
        }
        return InferenceImageStored.newBuilder()
                .setWorkspace(sender.workspace())
                .setInferenceId(inferenceId)
                .setReceivedAtMicros(Events.micros(clock.instant()))
                .setObjectKey(key)
                .setContentType(header.contentType())
                .setSizeBytes(picture.length)
                .setWidth(header.width())
                .setHeight(header.height())
                .build();
    }

    private void put(String workspace, String key, byte[] picture, ImageHeader header) {
        imageRates.takeRoom(workspace, picture.length);
        try {
            store.put(key, picture, header.contentType());
        } catch (ProblemException e) {
            imageRates.giveBack(workspace, picture.length);
            throw e;
        }
    }

    private ImageHeader headerOf(byte[] image, String field) {
        if (image.length > maxBytes) {
            throw ProblemException.tooLarge("An image may have up to " + maxBytes + " bytes.");
        }
        ImageHeader header = ImageHeader.of(image)
                .orElseThrow(
                        () -> ProblemException.unsupported(field, image.length + " bytes of something else", KINDS));
        if (header.pixels() > maxPixels) {
            throw ProblemException.invalid(
                    field, header.width() + " × " + header.height() + " pixels", "at most " + maxPixels + " pixels");
        }
        return header;
    }

    private static String sha256(byte[] picture) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
