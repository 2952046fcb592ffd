package dev.sightline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T10:00:00Z",
                "2026-11-22T23:59:59.1Z",
                "2026-01-31T00:00:00.123Z",
                "2024-02-29T10:00:00.123456Z",
                "1969-12-31T23:59:59.999999999Z",
                "2026-11-22T10:00:00+01:00",
                "2026-11-22T10:00:00.5-08:30",
                "2026-11-22T10:00Z",
                "2026-11-22T10:00:00.Z",
                "2026-11-22t10:00:00z"
            })
    void a_time_is_what_the_general_parser_says(String text) {
        Instant at = Rfc3339.parse(text);

        assertThat(at).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-22",
                "2026-11-22T10:00:00",
                "2026-11-22T10:00:00.1234567890Z",
                "2026-11-22T10:00:00,123Z",
                "2026-11-22T10:00:0Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T10:00:60Z",
                "2026-13-22T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "2026-00-10T10:00:00Z",
                "２０２６-11-22T10:00:00Z"
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
