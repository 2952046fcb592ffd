package dev.sightline.ingest.aggregator;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks query-service what a client asks here: clients read figures at the address that they report to. The key goes with
 * the question, and query-service alone judges it.
 */
@Singleton
class StatsReader {
    private static final Logger logger = Logger.getLogger(StatsReader.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final Duration timeout;

    StatsReader(IngestConfig config) {
        this.base = config.query().url();
        this.timeout = config.query().timeout();
    }

    /**
     * The answer, whatever its status.
     *
     * @throws ProblemException 503 when there is none
     */
    HttpResponse<String> ask(Map<String, String> parameters, String key) {
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + '=' + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(base.resolve("/api/v1/inference-stats?" + query))
                .header("Authorization", "Bearer " + key)
                .timeout(timeout)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            logger.warnf("figures cannot be read error=%s", e.toString());
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ProblemException away() {
        return ProblemException.unavailable(
                "figures-unavailable",
                "Figures cannot be read at present",
                "Reports are taken nevertheless; ask again later.",
                RETRY_AFTER);
    }
}
