package dev.sightline.contract.access;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** The real OpenID provider of {@code deploy/oidc}, in a process of its own. */
public final class OpenIdProvider implements AutoCloseable {
    public static final String CLIENT_ID = "sightline-of-tests";
    public static final String CLIENT_SECRET = "a secret between two, 0123456789";

    // Its own for good: whoever verified by it before it was started again does so afterwards.
    private final String key = newKey();
    private final Path home;
    private final String redirectUri;
    private Process process;
    private final URI issuer;

    private OpenIdProvider(Path home, String redirectUri) {
        this.home = home;
        this.redirectUri = redirectUri;
        process = launch(0);
        issuer = URI.create(firstLine());
    }

    /**
     * Returns when it answers.
     *
     * @param home the folder of the checkout
     * @param publicUrl where browsers reach the dashboard
     */
    public static OpenIdProvider start(Path home, String publicUrl) {
        return new OpenIdProvider(home, publicUrl + "/api/v1/sign-in/provider/callback");
    }

    /** Its address and name. */
    public URI issuer() {
        return issuer;
    }

    /** At the address of before and with its key, knowing nobody any more. */
    public void startAgain() {
        process = launch(issuer.getPort());
        firstLine();
    }

    /** Signs in on its pages as a browser does that has never been there; the result is where it sends the browser back to. */
    public URI signIn(URI asked, String who) {
        return answer(asked, "yes", who);
    }

    /** Changes one's mind on its pages. */
    public URI cancel(URI asked) {
        return answer(asked, "no", "");
    }

    private URI answer(URI asked, String answer, String who) {
        try (var browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var page = follow(browser, asked);
            var form = "answer=" + answer + "&login=" + URLEncoder.encode(who, StandardCharsets.UTF_8);
            var posted = HttpRequest.newBuilder(page)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
            return follow(browser, next(page, browser.send(posted, BodyHandlers.ofString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** To the next page of the provider, or out of it. */
    private URI follow(HttpClient browser, URI from) throws IOException, InterruptedException {
        URI at = from;
        while (at.getAuthority().equals(issuer.getAuthority())) {
            var shown = browser.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
            if (shown.statusCode() == 200) {
                return at;
            }
            at = next(at, shown);
        }
        return at;
    }

    private static URI next(URI at, HttpResponse<String> answer) {
        return at.resolve(answer.headers()
                .firstValue("Location")
                .orElseThrow(
                        () -> new IllegalStateException("the provider answered " + answer + ": " + answer.body())));
    }

    private Process launch(int port) {
        var folder = home.resolve("deploy/oidc");
        if (!Files.isDirectory(folder.resolve("node_modules/oidc-provider"))) {
            throw new IllegalStateException("the OpenID provider is missing: run npm ci in deploy/oidc");
        }
        try {
            var command = new ProcessBuilder(
                            "node", "provider.mjs", CLIENT_ID, CLIENT_SECRET, redirectUri, Integer.toString(port))
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            command.environment().put("PROVIDER_KEY", key);
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private String firstLine() {
        try {
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException("the OpenID provider ended at once");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the OpenID provider does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
