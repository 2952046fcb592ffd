package dev.sightline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 for url: https://api.example.com/hat/3?api_key=S3CR3Tvalue&nocache=true",
                "{\"api_key\": \"S3CR3Tvalue\"}",
                "{'api_key': 'S3CR3Tvalue'}",
                "Authorization: Bearer S3CR3Tvalue",
                "X-API-Key=S3CR3Tvalue)",
                "http://gw/proxy?url=https%3A%2F%2Fapi%2F%3Fapi_key%3DS3CR3Tvalue",
                "key rf_S3CR3Tvalue is not known",
                "key sl_S3CR3Tvalue"
            })
    void a_key_in_a_message_is_masked(String message) {
        assertThat(Secrets.masked(message, null)).doesNotContain("S3CR3T").contains("…");
    }

    @Test
    void a_key_that_is_known_is_masked_wherever_it_stands() {
        assertThat(Secrets.masked("refused plainkey twice: plainkey", "plainkey"))
                .isEqualTo("refused … twice: …");
    }

    @Test
    void the_rest_of_a_message_stays() {
        String message = "RuntimeError: CUDA out of memory, tried 2.0 GiB; token count = 7; hard-hat/3";

        assertThat(Secrets.masked(message, null)).isEqualTo(message);
    }
}
