package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherOptionsTest {
    @Test
    void without_options_it_is_the_checkouts_own_data_on_the_usual_ports() {
        var options = LauncherOptions.parse(List.of("--home", "/srv/sightline"));

        assertThat(options.data()).isEqualTo(Path.of("/srv/sightline/.sightline"));
        assertThat(options.portBase()).isEqualTo(8080);
        assertThat(options.demo()).isFalse();
        assertThat(options.fresh()).isFalse();
    }

    @Test
    void options_come_in_any_order() {
        var options = LauncherOptions.parse(
                List.of("--fresh", "--port-base", "9000", "--demo", "--data", "/tmp/d", "--parent", "17"));

        assertThat(options.data()).isEqualTo(Path.of("/tmp/d"));
        assertThat(options.portBase()).isEqualTo(9000);
        assertThat(options.demo()).isTrue();
        assertThat(options.fresh()).isTrue();
        assertThat(options.parentPid()).isEqualTo(17);
    }

    @Test
    void an_unknown_option_is_refused_with_those_that_exist() {
        assertThatThrownBy(() -> LauncherOptions.parse(List.of("--dmeo")))
                .hasMessage("unknown option --dmeo; there are --demo, --data DIR, --fresh and --port-base N");
    }

    @Test
    void a_port_base_that_is_no_number_is_refused_by_name() {
        assertThatThrownBy(() -> LauncherOptions.parse(List.of("--port-base", "many")))
                .hasMessage("--port-base needs a number, got many");
    }

    @Test
    void an_option_without_its_value_is_refused_by_name() {
        assertThatThrownBy(() -> LauncherOptions.parse(List.of("--data"))).hasMessage("--data needs a value");
    }
}
