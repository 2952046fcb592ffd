package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The alert rules for Prometheus and the dashboard for Grafana ask for figures that the services really give. */
@ExtendWith(RunningSystem.class)
class ObservabilityTest {
    private static final Pattern ASKED =
            Pattern.compile("\\b(?:sightline|ingest|http_server|jvm|process)_[a-z_]+[a-z]\\b");
    private static final Pattern GIVEN = Pattern.compile("(?m)^([a-z_]+)[{ ]");

    private final Sightline sightline;
    private final SpanReceiver spans;

    ObservabilityTest(Sightline sightline, SpanReceiver spans) {
        this.sightline = sightline;
        this.spans = spans;
    }

    @Test
    void a_trace_of_a_client_leads_through_the_log_into_clickhouse() {
        String trace = UUID.randomUUID().toString().replace("-", "");

        var answer = sightline.send(sightline
                .toIngest("/v1/inferences")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString("{\"model_id\": \"traced/1\", \"predictions\": []}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var request = spans.named("POST /v1/inferences").stream()
                    .filter(span -> span.traceId().equals(trace))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no span of the request"));
            assertThat(request.parentId()).as("the client's span").isEqualTo("00f067aa0ba902b7");
            assertThat(spans.named("process inferences"))
                    .filteredOn(range -> range.follows(request))
                    .as("span of the range that the inference came in")
                    .singleElement()
                    .satisfies(range -> assertThat(spans.named("INSERT inference"))
                            .filteredOn(insert -> insert.traceId().equals(range.traceId()))
                            .as("its insert")
                            .anyMatch(insert -> insert.follows(range)));
        });
    }

    @Test
    void every_metric_that_is_asked_for_is_given_by_a_service() throws IOException {
        var folder = RunningSystem.home().resolve("deploy/observability");
        var asked = names(
                ASKED,
                Files.readString(folder.resolve("prometheus-rules.yaml"))
                        + Files.readString(folder.resolve("grafana-dashboard.json")));
        assertThat(asked).as("metrics in the files").hasSizeGreaterThan(8);

        sightline.reportAccepted("{\"model_id\": \"seen/1\", \"predictions\": []}");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(given()).containsAll(asked));
    }

    private Set<String> given() throws IOException, InterruptedException {
        var ports = sightline.system().ports();
        var all = new TreeSet<String>();
        try (var client = HttpClient.newHttpClient()) {
            for (int port :
                    new int[] {ports.dashboard(), ports.ingest(), ports.stats(), ports.query(), ports.alert()}) {
                var address = URI.create("http://127.0.0.1:" + port + "/q/metrics");
                var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
                all.addAll(names(GIVEN, answer.body()));
            }
        }
        return all;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() == 0 ? result.group() : result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
