package dev.sightline.ingest.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Kind and size of an image as its first bytes tell them. Never decodes: a small file can hold a picture that no memory
 * can.
 */
record ImageHeader(String contentType, int width, int height) {
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

    /** Empty when this is no JPEG, PNG or WebP, or ends before it says how large it is. */
    static Optional<ImageHeader> of(ByteBuffer image) {
        if (image.limit() < 16) {
            return Optional.empty();
        }
        ByteBuffer bytes = image.duplicate();
        try {
            if (bytes.getLong(0) == PNG_SIGNATURE) {
                return sized("image/png", bytes.getInt(16), bytes.getInt(20));
            }
            if ((bytes.getShort(0) & 0xffff) == 0xffd8) {
                return jpeg(bytes);
            }
            boolean isWebp = text(bytes, 0).equals("RIFF") && text(bytes, 8).equals("WEBP");
            return isWebp ? webp(bytes.order(ByteOrder.LITTLE_ENDIAN)) : Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty(); // Cut off.
        }
    }

    /** Width times height. */
    long pixels() {
        return (long) width * height;
    }

    /** Goes from segment to segment to the one that begins a frame. */
    private static Optional<ImageHeader> jpeg(ByteBuffer bytes) {
        int at = 2;
        while ((bytes.get(at) & 0xff) == 0xff) {
            int marker = bytes.get(at + 1) & 0xff;
            if (marker == 0xff) {
                at++; // A fill byte.
                continue;
            }
            // C4, C8 and CC lie among the frame markers and are tables.
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) {
                return sized("image/jpeg", bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
            }
            at += 2 + (bytes.getShort(at + 2) & 0xffff);
        }
        return Optional.empty();
    }

    private static Optional<ImageHeader> webp(ByteBuffer bytes) {
        return switch (text(bytes, 12)) {
            case "VP8 " -> sized("image/webp", bytes.getShort(26) & 0x3fff, bytes.getShort(28) & 0x3fff);
            case "VP8L" -> {
                int packed = bytes.getInt(21);
                yield sized("image/webp", (packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1);
            }
            case "VP8X" -> sized("image/webp", (bytes.getInt(24) & 0xffffff) + 1, (bytes.getInt(26) >>> 8) + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<ImageHeader> sized(String contentType, int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new ImageHeader(contentType, width, height)) : Optional.empty();
    }

    private static String text(ByteBuffer bytes, int at) {
        var four = new byte[4];
        bytes.get(at, four);
        return new String(four, StandardCharsets.US_ASCII);
    }
}
