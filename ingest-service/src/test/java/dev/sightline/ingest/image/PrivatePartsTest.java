package dev.sightline.ingest.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PrivatePartsTest {
    private static final String PLACE = "52.5163N 13.3777E";

    @Test
    void a_jpeg_keeps_its_pixels_and_loses_its_place() throws IOException {
        byte[] plain = pictureOf("jpeg");
        byte[] taken = withExif(plain, 1);
        assertThat(text(taken)).as("before").contains(PLACE);

        byte[] kept = removedFrom(taken, "image/jpeg").orElseThrow();

        assertThat(kept).isEqualTo(plain);
    }

    @Test
    void a_jpeg_keeps_the_side_that_is_up() throws IOException {
        byte[] plain = pictureOf("jpeg");

        byte[] kept = removedFrom(withExif(plain, 6), "image/jpeg").orElseThrow();

        assertThat(text(kept)).contains("Exif").doesNotContain(PLACE);
        assertThat(kept).hasSize(plain.length + 36);
        assertThat(HexFormat.of().formatHex(kept)).contains("0112" + "0003" + "00000001" + "0006");
        assertThat(pixels(kept)).isEqualTo(pixels(plain));
        assertThat(removedFrom(kept, "image/jpeg")).as("once more").contains(kept);
    }

    @Test
    void pictures_behind_the_end_of_a_jpeg_are_cut_off() throws IOException {
        byte[] plain = pictureOf("jpeg");
        byte[] preview = withExif(plain, 1);

        byte[] kept = removedFrom(joined(plain, preview), "image/jpeg").orElseThrow();

        assertThat(kept).isEqualTo(plain);
    }

    @Test
    void a_png_loses_its_texts() throws IOException {
        byte[] plain = pictureOf("png");
        byte[] taken = joined(
                Arrays.copyOf(plain, 33),
                chunk("eXIf", PLACE),
                chunk("tEXt", PLACE),
                chunk("iTXt", PLACE),
                rest(plain));

        byte[] kept = removedFrom(taken, "image/png").orElseThrow();

        assertThat(kept).isEqualTo(plain);
    }

    @Test
    void a_webp_loses_exif_and_no_longer_announces_it() {
        byte[] kept = removedFrom(
                        webp(
                                riff("VP8X", new byte[] {0x0c, 0, 0, 0, 9, 0, 0, 9, 0, 0}),
                                riff("EXIF", PLACE.getBytes(US_ASCII))),
                        "image/webp")
                .orElseThrow();

        assertThat(kept).isEqualTo(webp(riff("VP8X", new byte[] {0, 0, 0, 0, 9, 0, 0, 9, 0, 0})));
    }

    @Test
    void an_image_that_breaks_off_is_none() throws IOException {
        for (String format : new String[] {"jpeg", "png"}) {
            byte[] whole = withExifOf(format);
            for (int length = 20; length < whole.length; length += 7) {
                assertThat(removedFrom(Arrays.copyOf(whole, length), "image/" + format))
                        .as("%s, first %d of %d bytes", format, length, whole.length)
                        .isEmpty();
            }
        }
    }

    private static Optional<byte[]> removedFrom(byte[] image, String contentType) {
        return PrivateParts.leftOutOf(ByteBuffer.wrap(image), contentType).map(parts -> {
            var kept = new ByteArrayOutputStream();
            parts.forEach(part -> kept.writeBytes(bytes(part)));
            return kept.toByteArray();
        });
    }

    private static byte[] bytes(ByteBuffer part) {
        var bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    private static byte[] withExifOf(String format) throws IOException {
        return format.equals("jpeg") ? withExif(pictureOf("jpeg"), 6) : pictureOf("png");
    }

    private static byte[] pictureOf(String format) throws IOException {
        var picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 40; x++) {
            picture.setRGB(x, x / 2, 0xff0000 + x);
        }
        return written(picture, format);
    }

    private static byte[] written(RenderedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** With EXIF as a camera writes it: little-endian, the orientation among others, and text after it. */
    static byte[] withExif(byte[] jpeg, int orientation) {
        var tiff = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(US_ASCII)).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(40);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        byte[] exif = joined("Exif\0\0".getBytes(US_ASCII), tiff.array(), PLACE.getBytes(US_ASCII));
        byte[] head = ByteBuffer.allocate(4)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .array();
        return joined(Arrays.copyOf(jpeg, 2), head, exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static int[] pixels(byte[] image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(image)).getRGB(0, 0, 40, 30, null, 0, 40);
    }

    private static byte[] chunk(String type, String content) {
        byte[] body = (type + content).getBytes(US_ASCII);
        var crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(body.length + 8)
                .putInt(content.length())
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] rest(byte[] png) {
        return Arrays.copyOfRange(png, 33, png.length); // After the signature and IHDR.
    }

    private static byte[] riff(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] webp(byte[]... chunks) {
        byte[] content = joined("WEBP".getBytes(US_ASCII), joined(chunks));
        return joined(riff("RIFF", content));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII);
    }
}
