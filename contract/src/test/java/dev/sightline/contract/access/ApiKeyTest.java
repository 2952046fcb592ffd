package dev.sightline.contract.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    private final String key = ApiKey.generate(new SecureRandom());

    @Test
    void a_new_key_has_prefix_chance_and_checksum() {
        assertThat(key).matches("sl_[0-9A-Za-z]{38}");
        assertThat(ApiKey.isMistyped(key)).isFalse();
    }

    @Test
    void two_keys_differ() {
        assertThat(ApiKey.generate(new SecureRandom())).isNotEqualTo(key);
    }

    @Test
    void any_one_wrong_character_is_noticed() {
        for (int i = ApiKey.PREFIX.length(); i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';

            String mistyped = key.substring(0, i) + other + key.substring(i + 1);

            assertThat(ApiKey.isMistyped(mistyped)).as("wrong at %s", i).isTrue();
        }
    }

    @Test
    void a_cut_off_key_is_noticed() {
        assertThat(ApiKey.isMistyped(key.substring(0, key.length() - 1))).isTrue();
    }

    @Test
    void a_foreign_key_has_no_form_to_be_wrong_in() {
        assertThat(ApiKey.isMistyped("rf_TESTKEY123456")).isFalse();
    }

    @Test
    void the_hash_is_sha_256_in_hex() {
        // From FIPS 180-4's example "abc".
        assertThat(ApiKey.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void the_hint_gives_little_away() {
        assertThat(ApiKey.hint(key)).hasSize(8).startsWith("sl_").endsWith("…");
    }
}
