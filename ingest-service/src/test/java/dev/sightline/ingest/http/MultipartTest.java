package dev.sightline.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=b0";

    @Test
    void parts_are_found_by_name_with_or_without_quotes_and_file_names() {
        var parts = parts("""
                --b0
                Content-Disposition: form-data; name="name"

                one.jpg
                --b0
                content-disposition: form-data; name=file; filename="name=other"
                Content-Type: image/jpeg

                a\r\n--b
                --b0--
                after the end""");

        assertThat(parts.text("name")).contains("one.jpg");
        assertThat(parts.text("file")).contains("a\r\r\n--b");
        assertThat(parts.text("other")).isEmpty();
    }

    @Test
    void a_file_name_is_no_name() {
        var parts = parts("--b0\nContent-Disposition: form-data; filename=\"file\"; name=\"x\"\n\n1\n--b0--");

        assertThat(parts.text("file")).isEmpty();
        assertThat(parts.text("x")).contains("1");
    }

    @Test
    void a_body_without_parts_has_none() {
        assertThat(parts("--b0--").bytes("file")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b0",
                "no boundary",
                "--b0\nContent-Disposition: form-data; name=x\n\n1",
                "--b0\nx\n--b0--",
                "\n"
            })
    void parts_that_cannot_be_told_apart_are_refused(String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parts(body))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static Multipart parts(String body) {
        return Multipart.of(ByteBuffer.wrap(body.replace("\n", "\r\n").getBytes(UTF_8)), TYPE);
    }
}
