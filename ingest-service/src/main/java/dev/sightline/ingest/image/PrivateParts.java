package dev.sightline.ingest.image;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out of an image what is not the picture: where and with what it was taken, its comments, and whatever follows its
 * end. The picture's own bytes stay as they are, and so do its colours' profile and the side that is up.
 */
final class PrivateParts {
    private static final int PNG_SIGNATURE_LENGTH = 8;
    private static final Set<String> PNG_TEXTS = Set.of("eXIf", "tEXt", "zTXt", "iTXt", "tIME");
    private static final int WEBP_HEADER_LENGTH = 12;
    private static final int EXIF_AND_XMP = 0x0c;

    // Application segments that say how to read the pixels: JFIF, the colour profile, Adobe's transform.
    private static final Set<Integer> JPEG_KEPT = Set.of(0xe0, 0xe2, 0xee);
    private static final int ORIENTATION_TAG = 0x0112;

    private PrivateParts() {}

    /** The same picture without them; empty when the image breaks off or is none inside. */
    static Optional<byte[]> removedFrom(byte[] image, String contentType) {
        try {
            return Optional.of(
                    switch (contentType) {
                        case "image/jpeg" -> jpeg(image);
                        case "image/png" -> png(image);
                        default -> webp(image);
                    });
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static byte[] jpeg(byte[] image) {
        var bytes = ByteBuffer.wrap(image);
        var kept = new ByteArrayOutputStream(image.length);
        kept.write(image, 0, 2);
        int at = 2;
        while (true) {
            int marker = bytes.get(at + 1) & 0xff;
            if ((bytes.get(at) & 0xff) != 0xff) {
                throw new IndexOutOfBoundsException("no marker at " + at);
            }
            if (marker == 0xff) {
                at++; // A fill byte.
                continue;
            }
            if (marker == 0xd9) {
                kept.write(image, at, 2);
                return kept.toByteArray(); // What follows is other pictures, with their own places.
            }
            int end = at + 2 + (bytes.getShort(at + 2) & 0xffff);
            if (marker == 0xda) {
                end = endOfScan(image, end);
            }
            if (isKept(image, at, marker)) {
                kept.write(image, at, end - at);
            } else if (marker == 0xe1) {
                writeOrientation(orientation(image, at + 4, end), kept);
            }
            at = end;
        }
    }

    private static boolean isKept(byte[] image, int at, int marker) {
        boolean isApplications = (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
        // Beside profiles APP2 holds the index of further pictures, which are cut off.
        boolean isIndex = marker == 0xe2 && image[at + 4] == 'M';
        return !isApplications || (JPEG_KEPT.contains(marker) && !isIndex);
    }

    /** Where the marker stands that ends the entropy-coded data. */
    private static int endOfScan(byte[] image, int from) {
        for (int at = from; ; at++) {
            int next = (image[at] & 0xff) == 0xff ? image[at + 1] & 0xff : 0;
            if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                return at;
            }
        }
    }

    /** Which side is up, as EXIF counts; 1 when it does not say, or says it in a way that is not plain. */
    private static int orientation(byte[] image, int from, int until) {
        if (until - from < 14 || !new String(image, from, 4, StandardCharsets.US_ASCII).equals("Exif")) {
            return 1;
        }
        var tiff = ByteBuffer.wrap(image, from + 6, until - from - 6).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int entry = directory + 2; entry < directory + 2 + 12 * entries; entry += 12) {
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION_TAG) {
                    int side = tiff.getShort(entry + 8);
                    return side >= 1 && side <= 8 ? side : 1;
                }
            }
        } catch (IndexOutOfBoundsException e) {
            return 1; // The picture can be fine with EXIF that is not.
        }
        return 1;
    }

    private static void writeOrientation(int side, ByteArrayOutputStream kept) {
        if (side == 1) {
            return;
        }
        var segment = ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) ORIENTATION_TAG)
                .putShort((short) 3) // A short,
                .putInt(1) // one of them,
                .putShort((short) side);
        kept.writeBytes(segment.array());
    }

    private static byte[] png(byte[] image) {
        var bytes = ByteBuffer.wrap(image);
        var kept = new ByteArrayOutputStream(image.length);
        kept.write(image, 0, PNG_SIGNATURE_LENGTH);
        int at = PNG_SIGNATURE_LENGTH;
        while (true) {
            String type = new String(image, at + 4, 4, StandardCharsets.US_ASCII);
            int end = Math.addExact(at + 12, length(bytes.getInt(at), image.length));
            if (!PNG_TEXTS.contains(type)) {
                write(image, at, end, kept);
            }
            if (type.equals("IEND")) {
                return kept.toByteArray();
            }
            at = end;
        }
    }

    private static byte[] webp(byte[] image) {
        var bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        var kept = new ByteArrayOutputStream(image.length);
        kept.write(image, 0, WEBP_HEADER_LENGTH);
        int until = 8 + length(bytes.getInt(4), image.length - 8);
        for (int at = WEBP_HEADER_LENGTH; at + 8 <= until; ) {
            String type = new String(image, at, 4, StandardCharsets.US_ASCII);
            int length = length(bytes.getInt(at + 4), image.length);
            int end = at + 8 + length + (length & 1);
            if (!type.equals("EXIF") && !type.equals("XMP ")) {
                write(image, at, Math.min(end, until), kept);
            }
            at = end;
        }
        byte[] without = kept.toByteArray();
        ByteBuffer.wrap(without).order(ByteOrder.LITTLE_ENDIAN).putInt(4, without.length - 8);
        if (without.length > 20 && without[15] == 'X') {
            without[20] &= (byte) ~EXIF_AND_XMP; // What the extended header announces is gone.
        }
        return without;
    }

    private static int length(int declared, int most) {
        if (declared < 0 || declared > most) {
            throw new IndexOutOfBoundsException("a part of " + declared + " bytes in " + most);
        }
        return declared;
    }

    private static void write(byte[] image, int from, int until, ByteArrayOutputStream kept) {
        kept.write(image, from, until - from); // Throws when the part goes beyond the image.
    }
}
