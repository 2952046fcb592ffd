package dev.sightline.ingest.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private static final int ORIENTATION_BYTES = 36;

    private PrivateParts() {}

    /** The parts that are the picture, one behind the other; empty when the image breaks off or is none inside. */
    static Optional<List<ByteBuffer>> leftOutOf(ByteBuffer image, String contentType) {
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

    private static List<ByteBuffer> jpeg(ByteBuffer image) {
        var kept = new Kept(image);
        kept.add(0, 2);
        int at = 2;
        while (true) {
            int marker = image.get(at + 1) & 0xff;
            if ((image.get(at) & 0xff) != 0xff) {
                throw new IndexOutOfBoundsException("no marker at " + at);
            }
            if (marker == 0xff) {
                at++; // A fill byte.
                continue;
            }
            if (marker == 0xd9) {
                kept.add(at, at + 2);
                return kept.parts(); // What follows is other pictures, with their own places.
            }
            int end = at + 2 + (image.getShort(at + 2) & 0xffff);
            if (marker == 0xda) {
                end = endOfScan(image, end);
            }
            if (isKept(image, at, marker)) {
                kept.add(at, end);
            } else if (marker == 0xe1) {
                addOrientation(orientation(image, at, end), kept);
            }
            at = end;
        }
    }

    private static boolean isKept(ByteBuffer image, int at, int marker) {
        boolean isApplications = (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
        // Beside profiles APP2 holds the index of further pictures, which are cut off.
        boolean isIndex = marker == 0xe2 && image.get(at + 4) == 'M';
        return !isApplications || (JPEG_KEPT.contains(marker) && !isIndex);
    }

    /** Where the marker stands that ends the entropy-coded data. */
    private static int endOfScan(ByteBuffer image, int from) {
        for (int at = from; ; at++) {
            int next = (image.get(at) & 0xff) == 0xff ? image.get(at + 1) & 0xff : 0;
            if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                return at;
            }
        }
    }

    /** Which side is up, as EXIF counts; 1 when it does not say, or says it in a way that is not plain. */
    private static int orientation(ByteBuffer image, int segment, int until) {
        // Nothing shorter than what takes its place: parts are kept in their file, each before where it stood.
        if (until - segment < ORIENTATION_BYTES || !text(image, segment + 4).equals("Exif")) {
            return 1;
        }
        ByteBuffer tiff = image.slice(segment + 10, until - segment - 10);
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

    private static void addOrientation(int side, Kept kept) {
        if (side == 1) {
            return;
        }
        kept.add(ByteBuffer.allocate(ORIENTATION_BYTES)
                .putShort((short) 0xffe1)
                .putShort((short) (ORIENTATION_BYTES - 2))
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) ORIENTATION_TAG)
                .putShort((short) 3) // A short,
                .putInt(1) // one of them,
                .putShort((short) side)
                .clear());
    }

    private static List<ByteBuffer> png(ByteBuffer image) {
        var kept = new Kept(image);
        kept.add(0, PNG_SIGNATURE_LENGTH);
        int at = PNG_SIGNATURE_LENGTH;
        while (true) {
            String type = text(image, at + 4);
            int end = Math.addExact(at + 12, length(image.getInt(at), image.limit()));
            if (!PNG_TEXTS.contains(type)) {
                kept.add(at, end);
            }
            if (type.equals("IEND")) {
                return kept.parts();
            }
            at = end;
        }
    }

    private static List<ByteBuffer> webp(ByteBuffer image) {
        ByteBuffer bytes = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var kept = new Kept(image);
        var header = ByteBuffer.allocate(WEBP_HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, image, 0, WEBP_HEADER_LENGTH);
        kept.add(header);
        int until = 8 + length(bytes.getInt(4), image.limit() - 8);
        for (int at = WEBP_HEADER_LENGTH; at + 8 <= until; ) {
            String type = text(image, at);
            int length = length(bytes.getInt(at + 4), image.limit());
            int end = at + 8 + length + (length & 1);
            if (type.equals("VP8X")) {
                kept.add(withoutExif(image, at));
                kept.add(at + 9, Math.min(end, until));
            } else if (!type.equals("EXIF") && !type.equals("XMP ")) {
                kept.add(at, Math.min(end, until));
            }
            at = end;
        }
        header.putInt(4, Math.toIntExact(kept.size() - 8));
        return kept.parts();
    }

    /** The head of an extended file that announces nothing which is gone. */
    private static ByteBuffer withoutExif(ByteBuffer image, int chunk) {
        var head = ByteBuffer.allocate(9);
        head.put(0, image, chunk, 9);
        return head.put(8, (byte) (head.get(8) & ~EXIF_AND_XMP));
    }

    private static int length(int declared, int most) {
        if (declared < 0 || declared > most) {
            throw new IndexOutOfBoundsException("a part of " + declared + " bytes in " + most);
        }
        return declared;
    }

    private static String text(ByteBuffer image, int at) {
        var four = new byte[4];
        image.get(at, four);
        return new String(four, StandardCharsets.US_ASCII);
    }

    /** What is kept of an image so far. */
    private static final class Kept {
        private final ByteBuffer image;
        private final List<ByteBuffer> parts = new ArrayList<>();
        // The part that has not ended yet: most of an image is kept in one piece.
        private int from;
        private int until;
        private long size;

        Kept(ByteBuffer image) {
            this.image = image;
        }

        /** Keeps a piece of the image, which must be inside. */
        void add(int begin, int end) {
            Objects.checkFromToIndex(begin, end, image.limit());
            if (begin != until) {
                endPart();
                from = begin;
            }
            until = end;
            size += end - begin;
        }

        /** Keeps what is not the image's. */
        void add(ByteBuffer other) {
            endPart();
            from = until;
            parts.add(other);
            size += other.remaining();
        }

        long size() {
            return size;
        }

        List<ByteBuffer> parts() {
            endPart();
            from = until;
            return parts;
        }

        private void endPart() {
            if (until > from) {
                parts.add(image.slice(from, until - from));
            }
        }
    }
}
