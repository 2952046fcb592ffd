package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against sockets that answer as an engine does, or not; the engines in containers are tried by hand. */
class DockerEngineTest {
    @TempDir
    private Path folder;

    @Test
    void a_missing_engine_is_said_with_what_to_do() {
        var docker = new DockerEngine(environment());

        assertThatThrownBy(docker::require)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "SIGHTLINE_ENGINES=containers needs a running Docker engine; none answers at unix://%s. Start"
                                        .formatted(socket())
                                + " it, or name it in DOCKER_HOST, or unset SIGHTLINE_ENGINES: the engines then run as"
                                + " processes, without Docker.");
    }

    @Test
    void an_engine_that_takes_the_call_and_says_nothing_counts_as_missing() throws IOException {
        try (var _ = listen()) {
            var docker = new DockerEngine(environment());

            assertThatThrownBy(docker::require).hasMessageContaining("needs a running Docker engine");
        }
    }

    @Test
    void an_engine_that_answers_is_taken() throws IOException {
        try (var server = listen()) {
            Thread.ofVirtual().start(() -> answer(server));
            var docker = new DockerEngine(environment());

            assertThatCode(docker::require).doesNotThrowAnyException();
        }
    }

    @Test
    void an_address_that_is_none_counts_as_missing() {
        var docker = new DockerEngine(Map.of("DOCKER_HOST", "ssh://elsewhere"));

        assertThatThrownBy(docker::require).hasMessageContaining("none answers at ssh://elsewhere");
    }

    @Test
    void the_system_does_not_start_without_the_engine() {
        var system = new LocalSystem(
                new Layout(folder, folder),
                new Ports(20_000),
                Map.of("SIGHTLINE_ENGINES", "containers", "DOCKER_HOST", "unix://" + socket()),
                new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));

        assertThatThrownBy(system::startEngines).hasMessageContaining("needs a running Docker engine");
        assertThat(system.part("kafka").isAlive()).isFalse();
    }

    private Map<String, String> environment() {
        return Map.of("DOCKER_HOST", "unix://" + socket());
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()));
    }

    private static void answer(ServerSocketChannel server) {
        try (var channel = server.accept()) {
            // All of the question first: closing on half of it would break the asker's pipe.
            channel.read(ByteBuffer.allocate(256));
            channel.write(ByteBuffer.wrap("HTTP/1.0 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
