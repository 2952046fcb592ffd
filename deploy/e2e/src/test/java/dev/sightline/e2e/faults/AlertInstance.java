package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.Sightline;
import dev.sightline.local.Part;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process of alert-service with a database and a mail server of the test's, asked over its own API. */
final class AlertInstance implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Sightline sightline;
    private final Part part;
    private final String address;

    AlertInstance(
            FaultySystem system,
            int number,
            AlertDatabase database,
            HoldingMailServer mails,
            Map<String, String> settings) {
        this.sightline = system.sightline();
        var local = sightline.system();
        // Behind the services, and behind the instances of stats-service, of which there are few.
        int port = local.ports().base() + 7 + number;
        // By the name that the session's cookie is for.
        address = "http://localhost:" + port;
        var all = new LinkedHashMap<String, String>();
        all.put("SIGHTLINE_ALERT_DATABASE", database.name());
        all.put("SIGHTLINE_SMTP_HOST", "127.0.0.1");
        all.put("SIGHTLINE_SMTP_PORT", Integer.toString(mails.port()));
        all.put("ALERT_KAFKA_GROUP", database.name());
        all.put("ALERT_KAFKA_INSTANCE", Integer.toString(number));
        all.put("ALERT_EVALUATION_EVERY", "0.5s");
        all.put("ALERT_EVALUATION_ALLOWANCE", "0s");
        all.put("ALERT_DELIVERY_EVERY", "0.5s");
        all.put("ALERT_DELIVERY_GROUPING", "3s");
        all.put("ALERT_DELIVERY_MAILS_PER_DIGEST_WINDOW", "100");
        all.put("ALERT_DELIVERY_MAIL_TIMEOUT", "5s");
        all.put("ALERT_DELIVERY_WEBHOOK_TIMEOUT", "1s");
        all.put("ALERT_DELIVERY_LEASE_MARGIN", "1s");
        all.put("ALERT_DELIVERY_FIRST_RETRY", "0.5s");
        all.putAll(settings);
        part = local.anotherAlert("alert-service-" + number, port, all);
    }

    /** Returns when it is ready. */
    AlertInstance start() {
        part.start();
        await("alert-service is ready")
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(part::isReady);
        return this;
    }

    /** {@code kill -9}. */
    void kill() {
        part.kill();
    }

    /** A rule on the mean confidence of a model, judged every minute; its id. */
    String watch(String model) {
        return create("""
                {"name": "%1$s", "model": "%1$s", "critical": 0.5, "minimum_samples": 10,
                 "window_seconds": 60, "bucket_seconds": 60,
                 "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                """.formatted(model));
    }

    String create(String rule) {
        var response = sightline.ask("POST", address + "/api/v1/alert-rules", rule);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return Sightline.json(response.body()).get("id").asText();
    }

    List<String> incidentStates(String rule) {
        return get("/incidents?rule_id=" + rule).get("incidents").findValuesAsText("state");
    }

    List<String> deliveryStates(String rule) {
        return get("/deliveries?rule_id=" + rule).get("deliveries").findValuesAsText("state");
    }

    JsonNode get(String path) {
        return sightline.get(URI.create(address + "/api/v1" + path));
    }

    /** How many rules this process has judged since its start. */
    double evaluations() {
        var metrics = sightline.send(HttpRequest.newBuilder(URI.create(address + "/q/metrics")));
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith("sightline_alert_evaluations_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        part.stop(Duration.ZERO);
    }
}
