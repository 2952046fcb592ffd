package dev.sightline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledBodyTest {
    private static final int TEN_MEGABYTES = 10 << 20;

    @Test
    void what_is_kept_lies_at_the_front_of_its_file_and_is_named_by_its_content() throws Exception {
        byte[] body = randomBytes(300_000);
        try (var spooled = SpooledBody.of(new ByteArrayInputStream(body))) {
            ByteBuffer content = spooled.content();

            // Each place overlaps the one that it goes to.
            var kept = spooled.keep(List.of(
                    content.slice(0, 100_000), ByteBuffer.wrap(new byte[] {7}), content.slice(100_010, 199_990)));

            byte[] expected =
                    joined(Arrays.copyOf(body, 100_000), new byte[] {7}, Arrays.copyOfRange(body, 100_010, 300_000));
            assertThat(kept.size()).isEqualTo(expected.length);
            assertThat(kept.sha256()).isEqualTo(sha256(expected));
            var stored = new byte[expected.length];
            kept.file().readFully(stored);
            assertThat(stored).isEqualTo(expected);
            assertThat(kept.file().read()).as("what follows").isNegative();
        }
    }

    @Test
    void a_large_body_takes_the_heap_of_a_small_one() throws IOException {
        byte[] body = randomBytes(TEN_MEGABYTES);
        long small = allocatedFor(Arrays.copyOf(body, 1000));

        assertThat(allocatedFor(body)).isLessThan(small + 64 * 1024).isLessThan(1 << 20);
    }

    @Test
    void what_breaks_off_is_closed_as_well() {
        var broken = new BrokenStream(new ZipException("no gzip"));

        assertThatThrownBy(() -> SpooledBody.of(broken))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
        assertThat(broken.isClosed).isTrue();
    }

    @Test
    void without_a_place_for_its_file_a_body_is_refused_and_closed(@TempDir Path folder) {
        var body = new BrokenStream(new IOException("not read"));

        assertThatThrownBy(() -> SpooledBody.of(body, folder.resolve("missing")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(503));
        assertThat(body.isClosed).isTrue();
    }

    private static long allocatedFor(byte[] body) throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (var spooled = SpooledBody.of(new ByteArrayInputStream(body))) {
            assertThat(spooled.keep(List.of(spooled.content())).size()).isEqualTo(body.length);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static byte[] randomBytes(int length) {
        var bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        return ByteBuffer.allocate(first.length + second.length + third.length)
                .put(first)
                .put(second)
                .put(third)
                .array();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static final class BrokenStream extends FilterInputStream {
        private final IOException failure;
        private boolean isClosed;

        BrokenStream(IOException failure) {
            super(InputStream.nullInputStream());
            this.failure = failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw failure;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
