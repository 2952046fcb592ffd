package dev.sightline.e2e;

import dev.sightline.contract.access.OpenIdProvider;
import dev.sightline.e2e.images.ServiceContainers;
import dev.sightline.local.Layout;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Sightline}, and where its spans go: the system from its builds on its own engines, started for the first test that asks,
 * shared by all, and ended after the last.
 */
public final class RunningSystem implements ParameterResolver {
    /** Who signs in. */
    static final String OWNER_EMAIL = "owner@example.com";

    static final String OWNER_PASSWORD = "a password for tests";

    /**
     * The gateway turned on, an OpenID provider and a receiver of traces beside it (below), logs as containers write them, and
     * alerts as ever, but sooner than people would want them.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "SIGHTLINE_PROXY", "true",
            "SIGHTLINE_LOG_JSON", "true",
            "ALERT_EVALUATION_EVERY", "1s",
            "ALERT_EVALUATION_ALLOWANCE", "2s",
            "ALERT_EVALUATION_BUCKETS_UNTIL_RESOLVED", "1",
            "ALERT_DEVICES_EARLIEST_OFFLINE", "20s",
            "ALERT_DEVICES_MOST_CHANGES", "2",
            "ALERT_DELIVERY_GROUPING", "2s",
            // Of what is given it says no more than that.
            "QUERY_SETUP_PRINT_SECRETS", "true");

    private static final Namespace NAMESPACE = Namespace.create(RunningSystem.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return List.of(Sightline.class, SpanReceiver.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var started = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Started.class, key -> new Started(), Started.class);
        return parameter.getParameter().getType().equals(Sightline.class) ? started.sightline : started.spans;
    }

    /** The folder of the checkout, where the builds are. */
    public static Path home() {
        return Path.of(System.getProperty("sightline.home"));
    }

    /** Where a test's system keeps its data. */
    public static Layout layout(String name) {
        return new Layout(
                home(),
                home().resolve("deploy/e2e/target/data-"
                        + ProcessHandle.current().pid() + "/" + name));
    }

    /** As the test was started, so that SIGHTLINE_ENGINES holds here as well; with an owner that tests know. */
    public static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.put("SIGHTLINE_OWNER_EMAIL", OWNER_EMAIL);
        environment.put("SIGHTLINE_OWNER_PASSWORD", OWNER_PASSWORD);
        return environment;
    }

    /** Who signs in by the provider, when invited. */
    private static Map<String, String> settings(OpenIdProvider provider, SpanReceiver spans) {
        var settings = new HashMap<>(SETTINGS);
        settings.put("SIGHTLINE_OIDC_ISSUER", provider.issuer().toString());
        settings.put("SIGHTLINE_OIDC_CLIENT_ID", OpenIdProvider.CLIENT_ID);
        settings.put("SIGHTLINE_OIDC_CLIENT_SECRET", OpenIdProvider.CLIENT_SECRET);
        settings.put("SIGHTLINE_OIDC_NAME", "Acme");
        settings.put("OTEL_SDK_DISABLED", "false");
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", spans.endpoint());
        settings.put("OTEL_BSP_SCHEDULE_DELAY", "200");
        return settings;
    }

    /** A system of its own with the settings of tests, for who asks for so many of each service. */
    public static LocalSystem started(String name, int portBase, int instances) {
        return started(name, portBase, SETTINGS, instances);
    }

    private static LocalSystem started(String name, int portBase, Map<String, String> settings, int instances) {
        return started(name, portBase, settings, instances, LocalSystem::start);
    }

    private static LocalSystem started(
            String name, int portBase, Map<String, String> settings, int instances, Consumer<LocalSystem> start) {
        var system = new LocalSystem(
                layout(name), new Ports(portBase), environment(), settings, instances, new Progress(System.out));
        try {
            start.accept(system);
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** Where the ports of whole-system tests begin. */
    public static int portBase() {
        return Integer.parseInt(System.getenv().getOrDefault("SIGHTLINE_E2E_PORT_BASE", "27080"));
    }

    /** Closed by JUnit after the last test. */
    private static final class Started implements AutoCloseable {
        private final OpenIdProvider provider;
        private final SpanReceiver spans = new SpanReceiver();
        private final @Nullable ServiceContainers containers;
        private final LocalSystem system;
        private final Sightline sightline;

        private Started() {
            // One of each, so that a run is short; two of each find what holds only while a service is alone.
            int instances = Integer.parseInt(System.getenv().getOrDefault("SIGHTLINE_INSTANCES", "1"));
            // As processes, which some tests kill, and whose logs others read; for the rest also from their images.
            boolean areContainers = "images".equals(System.getenv("SIGHTLINE_SERVICES"));
            provider = OpenIdProvider.start(home(), "http://localhost:" + portBase());
            ServiceContainers made = null;
            try {
                made = areContainers ? ServiceContainers.made("system-docker") : null;
                containers = made;
                system = started("system", portBase(), settings(provider, spans), instances, this::start);
            } catch (RuntimeException e) {
                if (made != null) {
                    made.close();
                }
                provider.close();
                spans.close();
                throw e;
            }
            sightline = new Sightline(system);
        }

        private void start(LocalSystem system) {
            if (containers == null) {
                system.start();
            } else {
                system.startEngines();
                containers.start(system.serviceEnvironment());
            }
        }

        @Override
        public void close() {
            if (containers != null) {
                containers.close();
            }
            system.close();
            provider.close();
            spans.close();
        }
    }
}
