package dev.sightline.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A real Chromium, and the dashboard in it as a person finds it: by what is written on the page. */
final class Browser implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Path CHROMIUM =
            Path.of(System.getenv().getOrDefault("SIGHTLINE_CHROMIUM", "/usr/bin/chromium"));

    private final Sightline sightline;
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> errors = new ArrayList<>();
    private final Set<Request> loading = new HashSet<>();
    private long changedAt = System.nanoTime();
    private Page page;

    Browser(Sightline sightline) {
        this.sightline = sightline;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        page = newPage(1440, 900, ColorScheme.LIGHT);
    }

    /** Turns to a new page of this size and colour scheme, signed out. */
    Browser resized(int width, int height, ColorScheme scheme) {
        page.context().close();
        page = newPage(width, height, scheme);
        return this;
    }

    Page page() {
        return page;
    }

    Browser signIn() {
        page.navigate(sightline.system().dashboardUrl() + "/");
        page.getByLabel("E-mail").fill(RunningSystem.OWNER_EMAIL);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(RunningSystem.OWNER_PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        figureTile("Total requests").waitFor();
        return this;
    }

    /** Through the pages of the provider, by their buttons. */
    Browser signInByProvider(String who) {
        page.navigate(sightline.system().dashboardUrl() + "/sign-in");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Continue with Acme"))
                .click();
        page.getByLabel("Who are you?").fill(who);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        return this;
    }

    Browser openOverview(Instant from, Instant until) {
        page.navigate(sightline.system().dashboardUrl() + "/?" + Sightline.window(from, until));
        figureTile("Total requests").locator("[data-value]").first().waitFor();
        return this;
    }

    /** Opens an address of the dashboard and returns when nothing is loaded any more. */
    Browser open(String path) {
        page.navigate(sightline.system().dashboardUrl() + path);
        awaitQuiet();
        return this;
    }

    /** Returns when nothing was loaded for half a second; the stream of events, which stays open, does not count. */
    private void awaitQuiet() {
        page.waitForLoadState(LoadState.LOAD);
        page.waitForCondition(() -> loading.isEmpty() && System.nanoTime() - changedAt > QUIET.toNanos());
    }

    /** Returns when the charts are drawn; they are loaded after the rest. */
    void awaitCharts() {
        for (String chart : List.of("Requests over time", "Confidence over time", "Inference time over time")) {
            var name = Pattern.compile("^" + chart);
            page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(name))
                    .first()
                    .waitFor();
        }
    }

    /** The exact value of a headline figure. */
    double figure(String name) {
        return Double.parseDouble(
                figureTile(name).locator("[data-value]").first().getAttribute("data-value"));
    }

    /** The text of a headline figure's change. */
    String change(String name) {
        return figureTile(name).locator("[data-change]").first().innerText().strip();
    }

    /** What the browser's console reported as errors so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    private Locator figureTile(String name) {
        return page.getByRole(
                AriaRole.GROUP, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Page newPage(int width, int height, ColorScheme scheme) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("Europe/Berlin"));
        var created = context.newPage();
        loading.clear();
        created.onRequest(request -> {
            if (!request.resourceType().equals("eventsource")) {
                loading.add(request);
                changedAt = System.nanoTime();
            }
        });
        created.onRequestFinished(this::loaded);
        created.onRequestFailed(this::loaded);
        created.onPageError(errors::add);
        created.onConsoleMessage(message -> {
            // A signed-out visitor's first question is answered with 401, which the console lists as an error.
            if (message.type().equals("error") && !message.text().contains("401")) {
                errors.add(message.text());
            }
        });
        return created;
    }

    private void loaded(Request request) {
        loading.remove(request);
        changedAt = System.nanoTime();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
