package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void a_taken_port_is_named_with_who_wants_it() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(other.getLocalPort() - 3);

            assertThat(ports.taken()).contains("query-service (" + other.getLocalPort() + ")");
        }
    }

    @Test
    void a_base_outside_the_range_of_ports_is_refused() {
        assertThatThrownBy(() -> new Ports(80)).hasMessageContaining("got 80");
    }
}
