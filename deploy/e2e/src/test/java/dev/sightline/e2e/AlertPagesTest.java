package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person makes a rule of each kind, sees what it would have done, sees it fire, and does what is to be done. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertPagesTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration OFFLINE = Duration.ofMinutes(4);
    private static final Path SCREENS = RunningSystem.home().resolve("deploy/e2e/target/screens");

    /** What a preview says of a rule that would have fired. */
    private static final Pattern SOMETHING =
            Pattern.compile("it would have opened [1-9]\\d* incidents? and would have sent [1-9]\\d* mails?");

    private static final Pattern CHART = Pattern.compile("in the last 7 days\\.|It opened with");

    /** Devices have their own time in other tests, so how often it would have is not known here. */
    private static final Pattern ANYTHING = Pattern.compile("it would have opened");

    private final Sightline sightline;
    private final Browser browser;
    private final Page page;

    AlertPagesTest(Sightline sightline) {
        this.sightline = sightline;
        this.browser = new Browser(sightline);
        this.page = browser.signIn().page();
    }

    /** A model that fell ten minutes ago, one that has been another for a day, and a device that is gone. */
    @BeforeAll
    void report() {
        Camera.beats(sightline, "page-device", 5);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        every("page-fell", Duration.ofMinutes(5), now.minus(Duration.ofHours(26)), now.minusSeconds(600), 0.9);
        every("page-fell", Duration.ofMinutes(1), now.minusSeconds(600), now, 0.2);
        every("page-other", Duration.ofHours(3), now.minus(Duration.ofDays(9)), now.minus(Duration.ofHours(26)), 0.9);
        Instant weekAgo = now.minus(Duration.ofDays(7));
        every("page-other", Duration.ofMinutes(5), weekAgo.minusSeconds(7200), weekAgo, 0.9);
        every("page-other", Duration.ofMinutes(20), now.minus(Duration.ofHours(26)), now, 0.2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sightline
                                .get("/inferences?limit=5&model_id=page-other%2F1&"
                                        + Sightline.window(now.minusSeconds(3600), now.plusSeconds(60)))
                                .get("inferences"))
                        .isNotEmpty());
    }

    /** The system is shared, and what fires here is none of others' business. */
    @AfterAll
    void close() {
        browser.close();
        sightline.get("/alert-rules").get("alert_rules").forEach(rule -> {
            if (rule.get("name").asText().startsWith("Page: ")) {
                String path = "/api/v1/alert-rules/" + rule.get("id").asText();
                sightline.ask("DELETE", sightline.system().dashboardUrl() + path, "");
            }
        });
    }

    @Test
    void a_confidence_drop_is_previewed_fires_is_acknowledged_and_commented() {
        make("Page: drop", "confidence_drop", SOMETHING, form -> {
            model("page-fell");
            field("Sensitivity").fill("2");
        });
        awaitFiring("Page: drop");
        looksRight("rules");

        openIncidentOf("Page: drop");
        button("Acknowledge").click();
        page.getByLabel("Comment").fill("Dirty lens");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Comment"))
                .click();

        page.getByText("Acknowledged").first().waitFor();
        page.getByText("Dirty lens").waitFor();
        assertThat(button("Acknowledge").count()).isZero();
        awaitChart();
        looksRight("incident");
        noErrors();
    }

    @Test
    void a_threshold_is_previewed_fires_is_silenced_changed_and_deleted() {
        make("Page: threshold", "threshold", SOMETHING, form -> {
            field("Critical from").fill("0.5");
            model("page-fell");
        });
        awaitFiring("Page: threshold");

        actionOf("Page: threshold", "1 hour");
        row("Page: threshold").getByText("Silenced").waitFor();
        actionOf("Page: threshold", "Edit");
        field("Name").fill("Page: changed");
        button("Save").click();
        row("Page: changed").waitFor();
        actionOf("Page: changed", "Delete");
        button("Delete rule").click();

        row("Page: changed").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        noErrors();
    }

    @Test
    void confidence_lower_than_last_week_is_previewed_fires_and_is_resolved_by_hand() {
        make("Page: last week", "last_week", SOMETHING, form -> {
            model("page-other");
            field("Minimum samples").fill("50");
        });
        awaitFiring("Page: last week");

        openIncidentOf("Page: last week");
        button("Resolve").click();

        page.getByText("Resolved by hand").first().waitFor();
        assertThat(button("Resolve").count()).isZero();
        noErrors();
    }

    @Test
    void a_drift_is_previewed_and_fires() {
        make("Page: drift", "drift", SOMETHING, form -> model("page-other"));

        awaitFiring("Page: drift");
        open("/alerts");
        row("Page: drift").waitFor();
        looksRight("incidents");
        noErrors();
    }

    @Test
    void a_share_of_a_class_is_previewed_fires_is_paused_and_resumed_and_its_mail_is_in_the_log() {
        make("Page: share", "threshold", SOMETHING, form -> {
            page.getByLabel("Figure", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("class_share");
            page.getByLabel("Is", new Page.GetByLabelOptions().setExact(true)).selectOption("above");
            field("Critical from").fill("0.5");
            field("Class").fill("helmet");
            model("page-fell");
        });
        awaitFiring("Page: share");

        actionOf("Page: share", "Pause");
        row("Page: share").getByText("Paused").waitFor();
        actionOf("Page: share", "Resume");
        row("Page: share").getByText("Firing").waitFor();
        open("/alerts/deliveries");

        row("helmet of page-fell").waitFor();
        looksRight("deliveries");
        noErrors();
    }

    /** The last one: its minute of silence passes while the others run. */
    @Test
    @Order(Integer.MAX_VALUE)
    void a_silent_device_is_previewed_and_fires() {
        make(
                "Page: device",
                "device_silent",
                ANYTHING,
                form -> page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Device"))
                        .fill("page-device"));

        awaitFiring("Page: device", OFFLINE);
        noErrors();
    }

    /** Fills the form, sees what it would have done, and saves it. */
    private void make(String name, String condition, Pattern preview, Consumer<Page> form) {
        open("/alerts/rules/new");
        page.getByLabel("Watch for").selectOption(condition);
        form.accept(page);
        field("Name").fill(name);
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Preview"))
                .getByText(preview)
                .waitFor();
        if (preview == SOMETHING) {
            awaitChart();
        }
        looksRight("form-" + condition);
        button("Make the rule").click();
        row(name).waitFor();
    }

    private void awaitFiring(String name) {
        awaitFiring(name, SOON);
    }

    private void awaitFiring(String name, Duration patience) {
        await(name + " fires")
                .atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                // A page belongs to one thread.
                .pollInSameThread()
                .untilAsserted(() -> {
                    open("/alerts/rules");
                    row(name).waitFor();
                    assertThat(row(name).innerText()).contains("Firing");
                });
    }

    private void open(String path) {
        page.navigate(sightline.system().dashboardUrl() + path);
    }

    /** Charts are loaded after the rest. */
    private void awaitChart() {
        page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(CHART))
                .first()
                .waitFor();
    }

    /** Nothing runs over the edge, on a desk and in a hand, by day and by night; the pictures are for people. */
    private void looksRight(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            for (int width : List.of(390, 1440)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.setViewportSize(width, 900);
                await(name + " in a window of " + width)
                        .pollInSameThread()
                        .untilAsserted(() -> assertThat(page.evaluate("document.documentElement.scrollWidth"))
                                .isEqualTo(width));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENS.resolve("alerts-%s-%d-%s.png".formatted(name, width, scheme))));
            }
        }
    }

    private void openIncidentOf(String name) {
        open("/alerts?state=open");
        row(name).getByRole(AriaRole.LINK).first().click();
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Timeline"))
                .waitFor();
    }

    private void actionOf(String rule, String action) {
        button("Actions for " + rule).click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(action).setExact(true))
                .click();
    }

    private void model(String project) {
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Model"))
                .fill(project);
    }

    private Locator field(String label) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator row(String name) {
        return page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    private void noErrors() {
        assertThat(browser.errors()).as("errors in the browser's console").isEmpty();
    }

    /** One inference at a time with as many predictions as a judged bucket needs, no two confidences alike. */
    private void every(String project, Duration step, Instant from, Instant until, double confidence) {
        long steps = Duration.between(from, until).dividedBy(step);
        for (long batch = 0; batch < steps; batch += 200) {
            long first = batch;
            long end = Math.min(steps, batch + 200);
            sightline.reportAccepted(IntStream.range((int) first, (int) end)
                    .mapToObj(i -> inference(project, from.plus(step.multipliedBy(i)), confidence))
                    .collect(Collectors.joining(",", "[", "]")));
        }
    }

    private static String inference(String project, Instant at, double confidence) {
        String predictions = IntStream.range(0, 36)
                .mapToObj(
                        i -> "{\"class\": \"helmet\", \"confidence\": %.3f}".formatted(confidence + (i % 9 - 4) * 0.01))
                .collect(Collectors.joining(","));
        return "{\"model_id\": \"%s/1\", \"timestamp\": \"%s\", \"time\": 0.02, \"predictions\": [%s]}"
                .formatted(project, at, predictions);
    }
}
