package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** The system as a program meets it: reports go to the ingest address, questions to the dashboard's, signed in. */
public final class Sightline {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LocalSystem system;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();

    public Sightline(LocalSystem system) {
        this.system = system;
        signIn(system.ownerEmail(), system.ownerPassword());
    }

    private Sightline(Sightline other) {
        this.system = other.system;
    }

    /** The same system, as a browser with cookies of its own meets it: nobody is signed in. */
    public Sightline inAnotherBrowser() {
        return new Sightline(this);
    }

    public LocalSystem system() {
        return system;
    }

    /** Posts the body to {@code /v1/inferences}; the answer may be anything. */
    public HttpResponse<String> report(String body) {
        return send(toIngest("/v1/inferences")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Posts the body and expects that all of it is accepted. */
    public JsonNode reportAccepted(String body) {
        var response = report(body);
        assertThat(response.statusCode()).as("status of %s", response.body()).isEqualTo(202);
        return json(response.body());
    }

    /** Posts a pingback as an inference server does: the key in the body and nowhere else. */
    HttpResponse<String> pingback(String body) {
        return send(HttpRequest.newBuilder(URI.create(system.ingestUrl() + "/inference-stats"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder toIngest(String path) {
        return HttpRequest.newBuilder(URI.create(system.ingestUrl() + path))
                .header("Authorization", "Bearer " + system.ingestKey());
    }

    /** {@code GET} of the dashboard's API, as the signed-in owner; expects 200. */
    public JsonNode get(String path) {
        return get(URI.create(system.dashboardUrl() + "/api/v1" + path));
    }

    /** {@code GET} of any service of the system, as the signed-in owner; expects 200. */
    public JsonNode get(URI address) {
        return expect200(HttpRequest.newBuilder(address));
    }

    /** {@code POST} to any service of the system, as the signed-in owner; expects 200. */
    public JsonNode change(String address, String body) {
        return expect200(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .header("X-Sightline", "1")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Asks any service to change something, as the signed-in owner; the answer may be anything. */
    public HttpResponse<String> ask(String method, String address, String body) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .header("X-Sightline", "1")
                .method(method, BodyPublishers.ofString(body)));
    }

    /** Makes something at the dashboard's API, as the signed-in owner; expects 201. */
    public JsonNode create(String path, String body) {
        var response = ask("POST", system.dashboardUrl() + "/api/v1" + path, body);
        assertThat(response.statusCode())
                .as("status of %s: %s", response.uri(), response.body())
                .isEqualTo(201);
        return json(response.body());
    }

    private JsonNode expect200(HttpRequest.Builder request) {
        var response = send(request);
        assertThat(response.statusCode())
                .as("status of %s: %s", response.uri(), response.body())
                .isEqualTo(200);
        return json(response.body());
    }

    /** The overview of a window. */
    JsonNode overview(Instant from, Instant until) {
        return get("/overview?" + window(from, until));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public static String window(Instant from, Instant until) {
        return "from=" + encode(from.toString()) + "&until=" + encode(until.toString());
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    void signIn(String email, String password) {
        var body = JSON.createObjectNode()
                .put("email", email)
                .put("password", password)
                .toString();
        var response = send(HttpRequest.newBuilder(URI.create(system.dashboardUrl() + "/api/v1/session"))
                .header("Content-Type", "application/json")
                .header("X-Sightline", "1")
                .POST(BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as("sign-in: %s", response.body()).isEqualTo(200);
    }
}
