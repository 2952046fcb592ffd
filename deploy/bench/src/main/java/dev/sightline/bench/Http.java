package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The clients' side: reports with the ingest key, questions as the signed-in owner. */
final class Http {
    private final LocalSystem system;
    private final Ports ports;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    Http(LocalSystem system, Ports ports) throws IOException, InterruptedException {
        this.system = system;
        this.ports = ports;
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(system.ownerEmail(), system.ownerPassword());
        var response = client.send(
                HttpRequest.newBuilder(URI.create(system.dashboardUrl() + "/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .header("X-Sightline", "1")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("cannot sign in: " + response.body());
        }
    }

    /** Status of a report. */
    int report(byte[] json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(system.ingestUrl() + "/v1/inferences"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + system.ingestKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Status of a question to the dashboard's API. */
    int ask(String path) throws IOException, InterruptedException {
        return client.send(get(system.dashboardUrl() + "/api/v1" + path), BodyHandlers.discarding())
                .statusCode();
    }

    /** Status of an order to the dashboard's API. */
    int post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(system.dashboardUrl() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-Sightline", "1")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    HttpResponse<String> answer(String path) throws IOException, InterruptedException {
        return client.send(
                get(system.dashboardUrl() + "/api/v1" + path), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** The same of query-service itself, without the dashboard's proxy. */
    HttpResponse<String> query(String path) throws IOException, InterruptedException {
        // By name, as the dashboard: the session's cookie is the host's, whatever the port.
        return client.send(
                get("http://localhost:" + ports.query() + "/api/v1" + path),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpRequest get(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}
