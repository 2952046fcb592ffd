package dev.sightline.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
    /** The example that the Standard Webhooks specification's reference libraries test with. */
    @Test
    void a_signature_is_the_one_of_the_specifications_own_example() {
        String signature = WebhookSignature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_secret_of_ours_is_one() {
        String secret = new WebhookSecrets().generate();

        assertThat(WebhookSecrets.isSecret(secret)).isTrue();
        assertThat(WebhookSecrets.bytes(secret)).hasSize(32);
        assertThat(WebhookSecrets.isSecret("whsec_" + Base64.getEncoder().encodeToString(new byte[8])))
                .as("too short")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b:1::7f00:1",
                "2001:0:7f00:1::",
                "2001:db8::1",
                "3fff::1",
                "fec0::1",
                "100::1",
                "5f00::1"
            })
    void private_addresses_are_told(String address) throws UnknownHostException {
        assertThat(PrivateAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450:4001::1"
            })
    void public_addresses_are_let_through(String address) throws UnknownHostException {
        assertThat(PrivateAddresses.contain(InetAddress.getByName(address))).isFalse();
    }
}
