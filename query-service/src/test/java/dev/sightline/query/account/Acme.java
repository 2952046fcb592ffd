package dev.sightline.query.account;

import static io.restassured.RestAssured.given;

import dev.sightline.contract.access.OpenIdProvider;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real OpenID provider, for as long as the service of a test profile runs, and the way of a browser to it and back. */
public class Acme implements QuarkusTestResourceLifecycleManager {
    static final String PUBLIC = "https://sightline.example";

    private static @Nullable OpenIdProvider running;

    static OpenIdProvider provider() {
        return Objects.requireNonNull(running, "the provider is not running");
    }

    @Override
    public Map<String, String> start() {
        running = OpenIdProvider.start(Path.of(".."), PUBLIC);
        return Map.of(
                "query.oidc.issuer",
                provider().issuer().toString(),
                "query.oidc.client-id",
                OpenIdProvider.CLIENT_ID,
                "query.oidc.client-secret",
                OpenIdProvider.CLIENT_SECRET,
                "query.oidc.name",
                "Acme");
    }

    @Override
    public void stop() {
        provider().close();
    }

    /** All of the way; the last answer. */
    static Response signIn(String who, String page) {
        var asked = begin(page);
        var answer = provider().signIn(addressOf(asked), who);
        return finish(answer.getRawQuery(), asked.cookie("sightline_sign_in"));
    }

    static Response begin(String page) {
        return given().redirects().follow(false).queryParam("return", page).get("/api/v1/sign-in/provider");
    }

    static Response finish(String query, String cookie) {
        return given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookie("sightline_sign_in", cookie)
                .get("/api/v1/sign-in/provider/callback?" + query);
    }

    static URI addressOf(Response asked) {
        return URI.create(asked.header("Location"));
    }
}
