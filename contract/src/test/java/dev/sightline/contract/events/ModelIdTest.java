package dev.sightline.contract.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelIdTest {
    @ParameterizedTest
    @CsvSource({
        "hard-hat/3,      hard-hat,     3",
        "acme/hard-hat/3, hard-hat,     3",
        "yolov8n-640,     yolov8n-640,  ''",
        "odd/,            odd/,         ''",
        "/odd,            /odd,         ''"
    })
    void a_model_id_is_read_as_project_and_version(String text, String project, String version) {
        assertThat(ModelId.parse(text)).isEqualTo(new ModelId(project, version));
    }

    @Test
    void an_empty_model_id_is_refused() {
        assertThatThrownBy(() -> ModelId.parse("")).hasMessageContaining("names a project");
    }
}
