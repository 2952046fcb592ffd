package dev.sightline.query.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sightline.query.QueryConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderSettingsTest {
    private static final Map<String, String> WHOLE =
            Map.of("issuer", "https://login.example.com", "client-id", "sightline", "client-secret", "secret");

    @Test
    void without_an_issuer_there_is_no_provider() {
        assertThat(settings(Map.of())).isEmpty();
    }

    @Test
    void people_have_to_be_invited_unless_it_is_said_otherwise() {
        var settings = settings(WHOLE).orElseThrow();

        assertThat(settings.door()).isEmpty();
        assertThat(settings.domains()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, http://login.example.com, https://",
        "issuer, ftp://login.example.com, https://",
        "client-id, '', SIGHTLINE_OIDC_CLIENT_ID",
        "client-secret, '', SIGHTLINE_OIDC_CLIENT_SECRET",
        "role, owner, viewer or editor",
        "role, admin, viewer or editor"
    })
    void what_cannot_be_meant_ends_the_start_by_name(String setting, String value, String words) {
        var wrong = new HashMap<>(WHOLE);
        wrong.put("workspace", "first");
        wrong.put(setting, value);

        assertThatIllegalStateException().isThrownBy(() -> settings(wrong)).withMessageContaining(words);
    }

    private static Optional<ProviderSettings> settings(Map<String, String> values) {
        var named = new HashMap<String, String>();
        values.forEach((name, value) -> named.put("query.oidc." + name, value));
        return ProviderSettings.of(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(QueryConfig.OidcConfig.class, "query.oidc")
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(QueryConfig.OidcConfig.class, "query.oidc"));
    }
}
