package dev.sightline.ingest.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sightline.ingest.IngestSettings;
import dev.sightline.ingest.http.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamsTest {
    private final Upstreams upstreams = new Upstreams(IngestSettings.with(
            Map.of("ingest.proxy.upstreams", "https://api.example.com,http://other.example.com:8080")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com/ort/hat/3?api_key=k",
                "https://API.example.com:443/a",
                "http://other.example.com:8080"
            })
    void calls_go_where_the_operator_says(String url) {
        assertThat(upstreams.target(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/",
                "https://api.example.com:444/",
                "https://api.example.com.evil.org/",
                "https://evil.org/?https://api.example.com/",
                "http://other.example.com/",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:8080/",
                "http://[::1]/"
            })
    void and_nowhere_else(String url) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> upstreams.target(url))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no address",
                "/inference-stats",
                "file:///etc/passwd",
                "ftp://api.example.com/",
                "https:///a",
                "https://api.example.com@evil.org/",
                "https://me:you@api.example.com/",
                "https://api.example.com/a#b",
                "https://api.example.com/a/../b",
                "https://api.example.com/a/%2e%2e/b",
                "https://api.example.com//evil.org",
                "https://api.example.com/a%0d%0ab",
                "https://api.example.com\\@evil.org/",
                "https://api.example.com/a b"
            })
    void what_is_no_plain_address_is_refused(String url) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> upstreams.target(url))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(422));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void addresses_of_inner_networks_are_known(String address) throws UnknownHostException {
        assertThat(Upstreams.isPrivate(InetAddress.getByName(address))).isTrue();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> upstreams.resolve(address))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1"})
    void and_those_of_the_open_one(String address) throws UnknownHostException {
        assertThat(Upstreams.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void a_name_that_leads_inside_is_refused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> upstreams.resolve("localhost"))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(403));
    }
}
