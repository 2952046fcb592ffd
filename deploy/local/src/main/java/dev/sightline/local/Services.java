package dev.sightline.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four services and the dashboard, each from its build, on the engines that the environment names. */
public final class Services {
    private final List<ChildProcess> all;

    public Services(Layout layout, Ports ports, Map<String, String> engines, Map<String, String> setup) {
        var environment = new LinkedHashMap<>(engines);
        environment.putAll(setup);
        // The launcher shows them itself, at every start.
        environment.put("QUERY_SETUP_PRINT_SECRETS", "false");
        environment.put("SIGHTLINE_DASHBOARD_PORT", Integer.toString(ports.dashboard()));
        environment.put("SIGHTLINE_INGEST_PORT", Integer.toString(ports.ingest()));
        environment.put("SIGHTLINE_STATS_PORT", Integer.toString(ports.stats()));
        environment.put("SIGHTLINE_QUERY_PORT", Integer.toString(ports.query()));
        environment.put("SIGHTLINE_ALERT_PORT", Integer.toString(ports.alert()));
        environment.put("SIGHTLINE_QUERY_URL", "http://127.0.0.1:" + ports.query());
        environment.put("SIGHTLINE_ALERT_URL", "http://127.0.0.1:" + ports.alert());
        environment.put("SIGHTLINE_INGEST_URL", "http://127.0.0.1:" + ports.ingest());
        all = List.of(
                service(layout, "stats-service", "512m", ports.stats(), environment),
                service(layout, "query-service", "256m", ports.query(), environment),
                service(layout, "ingest-service", "384m", ports.ingest(), environment),
                service(layout, "alert-service", "192m", ports.alert(), environment),
                service(layout, "dashboard-ui", "128m", ports.dashboard(), environment));
    }

    /** In the order of their starts. */
    public List<Part> all() {
        return List.copyOf(all);
    }

    void endStale() {
        all.forEach(Part::endStale);
    }

    private static ChildProcess service(
            Layout layout, String name, String heap, int port, Map<String, String> environment) {
        return new ChildProcess(
                name,
                layout,
                () -> List.of(
                        ChildProcess.javaExecutable(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        layout.service(name).toString()),
                () -> environment,
                () -> Probe.isUp("http://127.0.0.1:" + port + "/q/health/ready"));
    }
}
