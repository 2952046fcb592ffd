package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One model's page shows what was reported of it: figures, classes, versions, metadata; a drag zooms. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelPageTest {
    private static final int EACH = 12;

    private final Sightline sightline;
    private final Browser browser;
    private final Instant until = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(160, ChronoUnit.HOURS);
    private final Instant from = until.minus(24, ChronoUnit.HOURS);

    ModelPageTest(Sightline sightline) {
        this.sightline = sightline;
        browser = new Browser(sightline);
    }

    /** Version 1 at the gate is sure of two boots, version 2 in the yard is not of its one shoe, every second hour. */
    @BeforeAll
    void report() {
        var day = Sightline.JSON.createArrayNode();
        for (int i = 0; i < EACH; i++) {
            var at = from.plus(2L * i + 1, ChronoUnit.HOURS);
            var sure = day.addObject()
                    .put("model_id", "boots/1")
                    .put("timestamp", at.toString())
                    .put("time", 0.02);
            sure.put("device_id", "line-1").putObject("metadata").put("camera_location", "gate");
            var boots = sure.putArray("predictions");
            boots.addObject().put("class", "boot").put("confidence", 0.9);
            boots.addObject().put("class", "boot").put("confidence", 0.8);
            var unsure = day.addObject()
                    .put("model_id", "boots/2")
                    .put("timestamp", at.toString())
                    .put("time", 0.04);
            unsure.put("device_id", "line-2").putObject("metadata").put("camera_location", "yard");
            unsure.putArray("predictions").addObject().put("class", "shoe").put("confidence", 0.31);
        }
        sightline.reportAccepted(day.toString());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sightline
                                .get("/overview?project=boots&" + Sightline.window(from, until))
                                .at("/requests/value")
                                .asInt())
                        .isEqualTo(2 * EACH));
        browser.signIn();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void all_versions_stand_together_with_their_classes_and_the_predictions_below_a_threshold() {
        browser.open("/models/boots?" + window());

        assertThat(browser.figure("Total requests")).isEqualTo(2.0 * EACH);
        assertThat(browser.figure("Average confidence")).isCloseTo((0.9 + 0.8 + 0.31) / 3, within(1e-9));
        assertThat(browser.figure("Average inference time")).isCloseTo(0.03, within(1e-9));
        assertThat(row("Classes", "boot")).contains("24").contains("66.7 %").contains("0.850");
        assertThat(row("Classes", "shoe")).contains("12").contains("33.3 %").contains("0.310");
        assertThat(region("Confidence of predictions").locator("[data-below]").getAttribute("data-below"))
                .isEqualTo("12");
        screenshot("model");
        assertThat(browser.errors()).as("errors in the browser's console").isEmpty();
    }

    @Test
    void versions_stand_side_by_side_and_lead_to_pages_of_their_own() {
        browser.open("/models/boots?tab=versions&" + window());
        assertThat(row("Versions", "boots/1")).contains("0.850").contains("20 ms");
        assertThat(row("Versions", "boots/2")).contains("0.310").contains("40 ms");
        screenshot("versions");

        table("Versions").getByText("boots/2").click();

        browser.page().waitForURL(Pattern.compile("/models/boots/2"));
        browser.page().waitForCondition(() -> browser.figure("Total requests") == EACH);
        assertThat(browser.figure("Average confidence")).isCloseTo(0.31, within(1e-9));
    }

    @Test
    void figures_stand_by_the_values_of_a_metadata_field_and_lead_to_their_inferences() {
        browser.open("/models/boots?tab=metadata&field=camera_location&" + window());

        assertThat(row("Figures by camera_location", "gate")).contains("12").contains("0.850");
        assertThat(row("Figures by camera_location", "yard")).contains("12").contains("0.310");
        assertThat(table("Figures by camera_location")
                        .getByText("yard")
                        .locator("xpath=ancestor::a")
                        .getAttribute("href"))
                .contains("project=boots")
                .contains("metadata.camera_location=yard");
    }

    @Test
    void a_drag_over_a_chart_shows_that_time_and_a_double_click_leads_back() {
        browser.open("/models/boots?" + window());
        browser.awaitCharts();
        var chart = region("Requests over time").locator(".u-over");
        chart.waitFor();
        var box = chart.boundingBox();
        var mouse = browser.page().mouse();

        mouse.move(box.x + box.width / 4, box.y + box.height / 2);
        mouse.down();
        mouse.move(
                box.x + box.width / 2,
                box.y + box.height / 2,
                new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
        mouse.up();

        var back = browser.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Zoom out"));
        back.waitFor();
        browser.page().waitForCondition(() -> browser.figure("Total requests") < 2.0 * EACH);
        region("Requests over time").locator(".u-over").dblclick();
        browser.page().waitForCondition(() -> browser.figure("Total requests") == 2.0 * EACH);
        assertThat(back.isVisible()).isFalse();
    }

    private String window() {
        return Sightline.window(from, until);
    }

    private String row(String table, String name) {
        var row = table(table).getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
        row.first().waitFor();
        return row.first().innerText();
    }

    private Locator table(String name) {
        return browser.page().getByRole(AriaRole.TABLE, named(name));
    }

    private Locator region(String name) {
        return browser.page().getByRole(AriaRole.REGION, named(name));
    }

    private void screenshot(String name) {
        browser.awaitCharts();
        browser.page()
                .screenshot(new ScreenshotOptions()
                        .setPath(RunningSystem.home().resolve(Path.of("deploy/e2e/target/screens/" + name + ".png")))
                        .setFullPage(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
