package dev.sightline.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageHeaderTest {
    @Test
    void a_jpeg_tells_its_size() throws IOException {
        assertThat(ImageHeader.of(ByteBuffer.wrap(image("jpeg", 321, 123))))
                .contains(new ImageHeader("image/jpeg", 321, 123));
    }

    @Test
    void a_png_tells_its_size() throws IOException {
        assertThat(ImageHeader.of(ByteBuffer.wrap(image("png", 321, 123))))
                .contains(new ImageHeader("image/png", 321, 123));
    }

    @ParameterizedTest
    @CsvSource({
        "lossy,    524946461a000000574542505650382 00e000000d001009d012a410121000000, 321, 33",
        "lossless, 5249464620000000574542505650384c100000002f4001080000000000, 321, 33",
        "extended, 52494646200000005745425056503858 0a00000010000000400100200000, 321, 33",
    })
    void a_webp_of_each_kind_tells_its_size(String kind, String hex, int width, int height) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(ImageHeader.of(ByteBuffer.wrap(bytes)))
                .as(kind)
                .contains(new ImageHeader("image/webp", width, height));
    }

    @Test
    void an_image_that_breaks_off_before_its_size_is_none() throws IOException {
        byte[] jpeg = image("jpeg", 10, 10);

        for (int length = 0; length < 160; length++) {
            assertThat(ImageHeader.of(ByteBuffer.wrap(Arrays.copyOf(jpeg, length))))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void other_bytes_are_no_image() {
        assertThat(ImageHeader.of(
                        ByteBuffer.wrap("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    static byte[] image(String format, int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
