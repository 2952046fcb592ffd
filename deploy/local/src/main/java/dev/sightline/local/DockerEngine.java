package dev.sightline.local;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * The Docker engine of this machine, or that of {@code DOCKER_HOST}.
 *
 * <p>It is asked by a plain request for an answer within seconds: Testcontainers' own check waits for minutes where an
 * engine cannot fetch images.
 */
final class DockerEngine {
    private static final int PATIENCE_SECONDS = 3;
    private static final String PING = "GET /_ping HTTP/1.0\r\n\r\n";

    private final List<String> addresses;

    DockerEngine(Map<String, String> environment) {
        addresses = addresses(environment);
    }

    /** @throws IllegalStateException when none answers */
    void require() {
        if (addresses.stream().noneMatch(DockerEngine::answers)) {
            throw new IllegalStateException(
                    "SIGHTLINE_ENGINES=containers needs a running Docker engine; none answers at "
                            + String.join(", ", addresses)
                            + ". Start it, or name it in DOCKER_HOST, or unset SIGHTLINE_ENGINES: the engines then run as"
                            + " processes, without Docker.");
        }
    }

    /** Fetches the images that are not here yet. */
    void fetch(List<String> images, Progress progress) {
        for (String image : images) {
            try {
                if (isMissing(image)) {
                    progress.say("Fetching the image " + image);
                }
                new RemoteDockerImage(DockerImageName.parse(image)).get();
            } catch (RuntimeException e) {
                throw new IllegalStateException("The image " + image + " cannot be fetched: " + e.getMessage(), e);
            }
        }
    }

    private static boolean isMissing(String image) {
        try {
            var _ = DockerClientFactory.instance()
                    .client()
                    .inspectImageCmd(image)
                    .exec();
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }

    /** Where an engine may be, as Testcontainers looks for it. */
    private static List<String> addresses(Map<String, String> environment) {
        var given = environment.getOrDefault("DOCKER_HOST", "");
        if (!given.isEmpty()) {
            return List.of(given);
        }
        var found = new ArrayList<>(List.of("unix:///var/run/docker.sock"));
        if (environment.containsKey("XDG_RUNTIME_DIR")) {
            found.add("unix://" + environment.get("XDG_RUNTIME_DIR") + "/docker.sock");
        }
        found.add("unix://" + System.getProperty("user.home") + "/.docker/run/docker.sock");
        return List.copyOf(found);
    }

    private static boolean answers(String address) {
        // On a thread of its own, given up after a while: an engine that hangs takes the connection and says nothing.
        return CompletableFuture.supplyAsync(
                        () -> ping(address), task -> Thread.ofVirtual().start(task))
                .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static boolean ping(String address) {
        try (var channel = SocketChannel.open(socket(URI.create(address)))) {
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            var answer = ByteBuffer.allocate(64);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).startsWith("HTTP/");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static SocketAddress socket(URI address) {
        return switch (address.getScheme()) {
            case "unix" -> UnixDomainSocketAddress.of(address.getPath());
            case "tcp", "http", "https" -> new InetSocketAddress(address.getHost(), address.getPort());
            default -> throw new IllegalArgumentException("no address of an engine: " + address);
        };
    }
}
