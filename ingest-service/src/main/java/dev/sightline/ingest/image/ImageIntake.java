package dev.sightline.ingest.image;

import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.SpooledBody;
import dev.sightline.ingest.json.Values;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;

/**
 * Takes an image, however it came: looks what it is, leaves out what is not the picture, and stores it by its content. From
 * the connection to a file and from there to the store it goes in chunks, and is never in memory as a whole.
 *
 * <p>The object is stored before the event that names it goes into the log: a crash between the two leaves an object that
 * the repeat finds, never an event without its image.
 */
@Singleton
public class ImageIntake {
    private static final String KINDS = "a JPEG, PNG or WebP image";

    private final RateLimits rates;
    private final ImageRates imageRates;
    private final ImageRoom room;
    private final S3ImageStore store;
    private final Clock clock;
    private final long maxBytes;
    private final long maxPixels;

    ImageIntake(
            RateLimits rates,
            ImageRates imageRates,
            ImageRoom room,
            S3ImageStore store,
            Clock clock,
            IngestConfig config) {
        this.rates = rates;
        this.imageRates = imageRates;
        this.room = room;
        this.store = store;
        this.clock = clock;
        this.maxBytes = config.limits().image().asLongValue();
        this.maxPixels = config.limits().imagePixels();
    }

    /** Whether this refusal is one of every image, for want of room, and nothing that its sender could change. */
    public static boolean isForWantOfRoom(ProblemException refusal) {
        return refusal.status() == ImageRoom.NO_ROOM;
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
     * @param body what it came in; of that nothing else is there afterwards
     * @param field what the sender calls it
     * @return the event that says so, not in the log yet
     * @throws ProblemException when it is no image, too large, one too many, or the store does not take it; 507 when there is
     *     no room for any image
     */
    public InferenceImageStored store(
            Sender sender, String inferenceId, SpooledBody body, String field, ByteBuffer image) throws IOException {
        if (inferenceId.isBlank() || inferenceId.length() > Values.ID_LENGTH) {
            throw ProblemException.invalid(
                    "inference_id", inferenceId.length() + " characters", "1 to " + Values.ID_LENGTH);
        }
        rates.take(sender.workspace(), 1);
        imageRates.countImage(sender.workspace(), sender.device());
        ImageHeader header = headerOf(image, field);
        List<ByteBuffer> parts = PrivateParts.leftOutOf(image, header.contentType())
                .orElseThrow(() ->
                        ProblemException.invalid(field, "an image that breaks off or is damaged", "a whole " + KINDS));
        SpooledBody.Kept picture = body.keep(parts);
        String key = sender.workspace() + '/' + picture.sha256();
        if (!store.has(key)) {
            put(sender.workspace(), key, picture, header);
        }
        return InferenceImageStored.newBuilder()
                .setWorkspace(sender.workspace())
                .setInferenceId(inferenceId)
                .setReceivedAtMicros(Events.micros(clock.instant()))
                .setObjectKey(key)
                .setContentType(header.contentType())
                .setSizeBytes(picture.size())
                .setWidth(header.width())
                .setHeight(header.height())
                .build();
    }

    private void put(String workspace, String key, SpooledBody.Kept picture, ImageHeader header) {
        room.require();
        imageRates.takeRoom(workspace, picture.size());
        try {
            store.put(key, picture, header.contentType());
        } catch (ProblemException e) {
            imageRates.giveBack(workspace, picture.size());
            throw e;
        }
    }

    private ImageHeader headerOf(ByteBuffer image, String field) {
        if (image.limit() > maxBytes) {
            throw ProblemException.tooLarge("An image may have up to " + maxBytes + " bytes.");
        }
        ImageHeader header = ImageHeader.of(image)
                .orElseThrow(
                        () -> ProblemException.unsupported(field, image.limit() + " bytes of something else", KINDS));
        if (header.pixels() > maxPixels) {
            throw ProblemException.invalid(
                    field, header.width() + " × " + header.height() + " pixels", "at most " + maxPixels + " pixels");
        }
        return header;
    }
}
