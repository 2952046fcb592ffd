package dev.sightline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class UpstreamTest {

    @Test
    void an_address_without_a_port_means_the_usual_one() {
        Upstream upstream = Upstream.of("query-service", URI.create("http://query"));

        assertThat(upstream.address().port()).isEqualTo(80);
    }

    @Test
    void an_address_that_cannot_be_called_is_refused_by_name() {
        assertThatThrownBy(() -> Upstream.of("query-service", URI.create("query:8083")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query-service")
                .hasMessageContaining("query:8083");
    }
}
