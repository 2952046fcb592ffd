package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard for those who do not see it, and for those who have no mouse. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTest {
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final List<String> RULES_OF_COLOUR = List.of("color-contrast", "link-in-text-block");
    /** In the scheme, and no colour is on its way from one to the other. */
    private static final String IS_SHOWN_IN = """
            scheme => document.documentElement.dataset.mantineColorScheme === scheme
                && document.getAnimations().every(animation => animation.playState === 'finished')""";

    private static final List<String> PAGES = List.of(
            "/",
            "/?tab=inferences",
            "/?tab=devices",
            "/?tab=alerts",
            "/models",
            "/models?by=version",
            "/models/gloves",
            "/models/gloves/1?tab=versions",
            "/models/gloves?tab=devices",
            "/models/gloves?tab=metadata",
            "/inferences",
            "/inferences?inference=seen-by-all",
            "/inferences?project=gloves&confidence_below=0.5",
            "/inferences/view?inference=seen-by-all",
            "/devices",
            "/alerts",
            "/alerts/rules",
            "/alerts/rules/new",
            "/alerts/deliveries",
            "/settings",
            "/settings/integrity");

    private final Sightline sightline;
    private final Browser browser;
    private String rule = "";
    private String incident = "";

    AccessibilityTest(Sightline sightline) {
        this.sightline = sightline;
        browser = new Browser(sightline);
    }

    @BeforeAll
    void report() {
        var at = Instant.now().minus(2, ChronoUnit.HOURS);
        sightline.reportAccepted("""
                [{"inference_id": "seen-by-all", "model_id": "gloves/1", "timestamp": "%1$s", "time": 0.03, "device_id": "line-9",
                  "image": {"width": 640, "height": 480}, "metadata": {"camera_location": "gate"},
                  "predictions": [{"class": "glove", "confidence": 0.9, "x": 10, "y": 10, "width": 5, "height": 5}]},
                 {"model_id": "gloves/2", "timestamp": "%1$s", "time": 0.04, "device_id": "line-8",
                  "predictions": [{"class": "hand", "confidence": 0.4, "x": 10, "y": 10, "width": 5, "height": 5}]}]
                """.formatted(at));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(sightline.get("/models?project=gloves").get("models"))
                                .hasSize(2));
    }

    /** A rule and an incident of it, for their pages. */
    @BeforeAll
    void alert() {
        var camera = new Camera(sightline, "mittens/1", "mitten");
        // In this minute and the one before, so that it does not matter in which the rule is judged first.
        var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        camera.reports(20, 0.2, minute.minusSeconds(60));
        camera.reports(20, 0.2, minute);
        rule = sightline.create("/alert-rules", """
                        {"model": "mittens", "critical": 0.5, "minimum_samples": 10, "window_seconds": 60, "bucket_seconds": 60,
                         "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                        """).get("id").asText();
        await("an incident").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            incident = sightline
                    .get("/incidents?rule_id=" + rule)
                    .at("/incidents/0/id")
                    .asText();
            assertThat(incident).isNotEmpty();
        });
    }

    /** The system is shared, and what fires here is none of others' business. */
    @AfterAll
    void close() {
        browser.close();
        sightline.ask("DELETE", sightline.system().dashboardUrl() + "/api/v1/alert-rules/" + rule, "");
    }

    @Test
    void axe_finds_nothing_serious_on_any_page_in_either_scheme() {
        List<String> found = new ArrayList<>();
        browser.resized(1440, 900, ColorScheme.LIGHT).open("/sign-in");
        found.addAll(findings("/sign-in"));
        browser.signIn();

        var ofAlerts = Stream.of("/alerts/rules/" + rule, "/alerts/incidents/" + incident);
        Stream.concat(PAGES.stream(), ofAlerts).forEach(path -> {
            browser.open(path);
            found.addAll(findings(path));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void axe_does_find_what_is_wrong() {
        browser.resized(1440, 900, ColorScheme.LIGHT).open("/sign-in");
        browser.page().evaluate("() => document.body.insertAdjacentHTML('beforeend', '<button></button>')");

        assertThat(findings("/sign-in")).anyMatch(finding -> finding.contains("button-name"));
    }

    @Test
    void everything_can_be_reached_by_keyboard() {
        var page = browser.resized(1440, 900, ColorScheme.LIGHT).open("/").page();
        // Stands before the form, once it is known that there is a provider.
        page.getByRole(AriaRole.LINK, named("Continue with Acme")).waitFor();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().type(RunningSystem.OWNER_EMAIL);
        page.keyboard().press("Tab");
        page.keyboard().type(RunningSystem.OWNER_PASSWORD);
        page.keyboard().press("Enter");
        heading("Overview").waitFor();

        page.keyboard().press("Tab");
        assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
                .as("the focus is visible")
                .isNotEqualTo("none");

        page.keyboard().type("gm");
        page.waitForURL(Pattern.compile("/models"));
        // The overview has a table of models, too, and stays until the other page is there.
        heading("Models").waitFor();
        var models = page.getByRole(AriaRole.TABLE, named("Models")).getByRole(AriaRole.LINK);
        models.first().waitFor();
        page.keyboard().type("/");
        page.keyboard().type("gloves");
        page.keyboard().press("Tab");
        page.waitForURL(Pattern.compile("q=gloves"));
        // The rows follow the address.
        page.waitForCondition(() -> models.count() == 1);
        page.evaluate("() => document.activeElement.blur()");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("/models/gloves"));
        heading("gloves").waitFor();

        page.keyboard().press("Control+k");
        page.getByPlaceholder("Page, model, device or inference id").waitFor();
        page.keyboard().type("gloves/2");
        page.getByText("gloves/2").last().waitFor();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("/models/gloves/2"));
        // Until the menu is gone, what is typed is meant for it.
        page.getByPlaceholder("Page, model, device or inference id")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));

        page.keyboard().press("?");
        page.getByRole(AriaRole.DIALOG, named("Keyboard shortcuts")).waitFor();
        page.keyboard().press("Escape");
        assertThat(browser.errors()).as("errors in the browser's console").isEmpty();
    }

    /** In light all rules; in dark those that look at colours, which is all that differs. */
    private List<String> findings(String path) {
        List<String> found = new ArrayList<>(findings(path, ColorScheme.LIGHT, axe()));
        found.addAll(findings(path, ColorScheme.DARK, axe().withRules(RULES_OF_COLOUR)));
        return found;
    }

    private List<String> findings(String path, ColorScheme scheme, AxeBuilder axe) {
        browser.page()
                .emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        browser.page().waitForFunction(IS_SHOWN_IN, scheme.name().toLowerCase(Locale.ROOT));
        return axe.analyze().getViolations().stream()
                .filter(violation -> SERIOUS.contains(violation.getImpact()))
                .map(violation -> "%s, %s: %s at %s".formatted(path, scheme, violation.getId(), places(violation)))
                .toList();
    }

    /** In the page itself: there are no frames, for which it would open another page each time. */
    private AxeBuilder axe() {
        var options = new AxeRunOptions();
        // What is in order need not be described.
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(browser.page()).options(options).setLegacyMode(true);
    }

    private static String places(Rule violation) {
        return violation.getNodes().stream().map(CheckedNode::getHtml).limit(3).collect(Collectors.joining(" | "));
    }

    private Locator heading(String name) {
        return browser.page().getByRole(AriaRole.HEADING, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
