package dev.sightline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Asks a part whether it is there. */
final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Probe() {}

    /** Whether the address answers with a status below 500: S3 answers 403 to a stranger and is ready. */
    static boolean answers(String url) {
        int status = status(url);
        return status > 0 && status < 500;
    }

    /** Whether a health check says yes. */
    static boolean isUp(String url) {
        return status(url) == 200;
    }

    /** 0 when nothing answers. */
    private static int status(String url) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a broker answers. Docker takes connections for a container before anything listens in it. */
    static boolean isBroker(int port) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "request.timeout.ms",
                (int) PATIENCE.toMillis(),
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis());
        try (var admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether PostgreSQL lets us in. */
    static boolean isPostgres(int port) {
        try (var connection = Postgres.connect(port)) {
            return connection.isValid((int) PATIENCE.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }
}
