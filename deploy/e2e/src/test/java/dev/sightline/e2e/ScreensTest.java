package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overview on a wide screen and on a phone, light and dark: nothing overflows; pictures go to target/screens. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreensTest {
    private final Sightline sightline;
    // Longer ago than anything that others report: the figures are those of the whole workspace.
    private final Instant until = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(300, ChronoUnit.HOURS);
    private final Instant from = until.minus(24, ChronoUnit.HOURS);

    ScreensTest(Sightline sightline) {
        this.sightline = sightline;
    }

    /** A day with an inference every quarter of an hour, its confidence rising and falling. */
    @BeforeAll
    void report() {
        var day = Sightline.JSON.createArrayNode();
        for (int i = 0; i < 96; i++) {
            var inference = day.addObject()
                    .put("model_id", i % 3 == 0 ? "pallets/2" : "hard-hat/3")
                    .put("timestamp", from.plus(15L * i + 1, ChronoUnit.MINUTES).toString())
                    .put("time", 0.02 + 0.01 * Math.sin(i / 9.0))
                    .put("device_id", "line-" + i % 4);
            inference
                    .putArray("predictions")
                    .addObject()
                    .put("class", "helmet")
                    .put("confidence", 0.8 + 0.1 * Math.cos(i / 12.0));
        }
        sightline.reportAccepted(day.toString());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sightline
                                .overview(from, until)
                                .at("/requests/value")
                                .asInt())
                        .isEqualTo(96));
    }

    /** A page that is told looks by itself once a minute only: what is there sooner came by the stream. */
    @Test
    void what_is_reported_now_appears_on_a_page_that_is_open() {
        try (var browser = new Browser(sightline)) {
            browser.signIn().open("/?tab=inferences&range=1h");
            var page = browser.page();
            page.locator("[role=switch][data-told]").waitFor();
            String model = "just-now-" + UUID.randomUUID() + "/1";
            assertThat(page.getByText(model).count()).isZero();

            sightline.reportAccepted(
                    "{\"model_id\": \"%s\", \"predictions\": [{\"class\": \"helmet\", \"confidence\": 0.9}]}"
                            .formatted(model));

            page.getByText(model).first().waitFor();
            assertThat(browser.errors()).as("errors in the browser's console").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, 900, LIGHT", "1440, 900, DARK", "390, 844, LIGHT", "390, 844, DARK"})
    void the_overview_fits_its_screen(int width, int height, ColorScheme scheme) {
        try (var browser = new Browser(sightline)) {
            browser.resized(width, height, scheme).signIn().openOverview(from, until);
            browser.awaitCharts();

            var file = "deploy/e2e/target/screens/overview-%d-%s.png".formatted(width, scheme.name());
            browser.page()
                    .screenshot(new ScreenshotOptions()
                            .setPath(RunningSystem.home().resolve(Path.of(file)))
                            .setFullPage(true));

            var overflow = browser.page()
                    .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).as("pixels beyond the right edge").isEqualTo(0);
            assertThat(browser.errors()).as("errors in the browser's console").isEmpty();
        }
    }
}
