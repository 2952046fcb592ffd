package dev.sightline.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sightline.ingest.IngestSettings;
import dev.sightline.ingest.http.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageRatesTest {
    private final ImageRates rates = new ImageRates(IngestSettings.with(
            Map.of("ingest.limits.images-per-minute", "2", "ingest.limits.image-bytes-per-day", "1K")));

    @Test
    void a_device_that_sends_too_many_does_not_take_the_others_room() {
        rates.countImage("acme", "camera-1");
        rates.countImage("acme", "camera-1");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> rates.countImage("acme", "camera-1"))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.headers()).containsKey("Retry-After");
                });
        rates.countImage("acme", "camera-2");
        rates.countImage("other", "camera-1");
    }

    @Test
    void a_workspace_that_stores_too_much_is_told_when_it_may_again() {
        rates.takeRoom("acme", 1000);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> rates.takeRoom("acme", 1000))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(429));
        rates.takeRoom("other", 1000);
        rates.giveBack("acme", 1000);
        rates.takeRoom("acme", 1000);
    }

    @Test
    void an_image_beyond_a_whole_days_quota_never_fits() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> rates.takeRoom("acme", 2000))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(413));
    }
}
