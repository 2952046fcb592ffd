package dev.sightline.query;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.Cookie;
import io.restassured.specification.RequestSpecification;
import io.restassured.specification.SpecificationQuerier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request whose answer has no end, and what came of it so far; hangs up when it is closed. */
public final class TestStream implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<Stream<String>> answer;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private TestStream(RequestSpecification asked, String path) {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ':' + RestAssured.port + path));
        var sent = SpecificationQuerier.query(given().spec(asked));
        // Everything that rest-assured adds by itself is Accept.
        sent.getHeaders().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("Accept"))
                .forEach(header -> request.header(header.getName(), header.getValue()));
        if (sent.getCookies().exist()) {
            request.header(
                    "Cookie",
                    sent.getCookies().asList().stream().map(Cookie::toString).collect(Collectors.joining("; ")));
        }
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        reader = Thread.ofVirtual().start(this::read);
    }

    /** Returns when the head of the answer is there. */
    public static TestStream open(RequestSpecification asked, String path) {
        return new TestStream(asked, path);
    }

    static int statusOf(RequestSpecification asked, String path) {
        try (var stream = open(asked, path)) {
            return stream.status();
        }
    }

    public int status() {
        return answer.statusCode();
    }

    /** Of the answer's head; empty when there is none of that name. */
    public String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Those that are not empty. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** How often this line came. */
    public long count(String line) {
        return lines.stream().filter(line::equals).count();
    }

    /** Whether the service has hung up. */
    public boolean isOver() {
        return !reader.isAlive();
    }

    private void read() {
        try (var body = answer.body()) {
            body.filter(line -> !line.isEmpty()).forEach(lines::add);
        } catch (UncheckedIOException e) {
            // Hung up, by either side.
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
