package dev.sightline.dashboard;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** Real HTTP servers in the place of the services; each answers who it is and what it was asked. */
public class Upstreams implements QuarkusTestResourceLifecycleManager {
    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "dashboard.query-url", start("query-service"),
                "dashboard.alert-url", start("alert-service"),
                "dashboard.stats-url", start("stats-service"));
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private String start(String name) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> answer(name, request))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static void answer(String name, HttpServerRequest request) {
        if (request.uri().endsWith("/export")) {
            breakOff(request);
        } else {
            answerWhole(name, request);
        }
    }

    /** Begins an answer and ends the connection in the middle of it. */
    private static void breakOff(HttpServerRequest request) {
        request.response()
                .setChunked(true)
                .write("x".repeat(100_000))
                .onComplete(_ -> request.connection().close());
    }

    private static void answerWhole(String name, HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonObject headers = new JsonObject();
            request.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            request.response()
                    .setStatusCode(request.method().name().equals("POST") ? 201 : 200)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Set-Cookie", "sightline_session=token; Path=/; HttpOnly")
                    .end(new JsonObject()
                            .put("service", name)
                            .put("uri", request.uri())
                            .put("port", request.remoteAddress().port())
                            .put("body", body.toString())
                            .put("headers", headers)
                            .put("padding", "x".repeat(4_000))
                            .encode());
        });
    }
}
