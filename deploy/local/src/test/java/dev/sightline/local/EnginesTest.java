package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    @TempDir
    private Path folder;

    @Test
    void without_a_word_they_are_processes() {
        var engines = engines(Map.of());

        assertThat(engines.all()).noneMatch(ContainerPart.class::isInstance);
    }

    @Test
    void the_variable_alone_makes_them_containers() {
        var engines = engines(Map.of("SIGHTLINE_ENGINES", "containers"));

        assertThat(engines.all())
                .filteredOn(ContainerPart.class::isInstance)
                .extracting(Part::name)
                .containsExactly("kafka", "clickhouse", "postgres", "s3");
    }

    @Test
    void both_kinds_have_the_same_parts_at_the_same_addresses() {
        var processes = engines(Map.of("SIGHTLINE_ENGINES", "processes"));
        var containers = engines(Map.of("SIGHTLINE_ENGINES", "containers"));

        assertThat(containers.all())
                .extracting(Part::name)
                .isEqualTo(processes.all().stream().map(Part::name).toList());
        assertThat(containers.environment()).isEqualTo(processes.environment());
    }

    @Test
    void another_kind_is_refused_by_name() {
        assertThatThrownBy(() -> engines(Map.of("SIGHTLINE_ENGINES", "podman")))
                .hasMessage("SIGHTLINE_ENGINES is \"processes\" or \"containers\", got \"podman\"");
    }

    @Test
    void the_image_and_the_process_are_the_same_broker() {
        assertThat(ContainerEngines.KAFKA).endsWith(":" + AppInfoParser.getVersion());
    }

    private Engines engines(Map<String, String> environment) {
        return Engines.of(new Layout(folder, folder), new Ports(20_000), environment);
    }
}
