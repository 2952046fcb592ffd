package dev.sightline.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four services and the dashboard, each from its build, on the engines that the environment names. */
public final class Services {
    private static final String ALERT_HEAP = "192m";

    private final Layout layout;
    private final Map<String, String> environment;
    private final List<Part> all = new ArrayList<>();

    /**
     * @param settings of the services, by their names in the environment; they have the last word
     * @param instances of each: a single one listens at its service's port, of several each at one of its own
     */
    public Services(
            Layout layout,
            Ports ports,
            Map<String, String> engines,
            Map<String, String> setup,
            Map<String, String> settings,
            int instances) {
        this.layout = layout;
        environment = new LinkedHashMap<>(engines);
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
        environment.put("SIGHTLINE_STATS_URL", "http://127.0.0.1:" + ports.stats());
        environment.put("SIGHTLINE_INGEST_URL", "http://127.0.0.1:" + ports.ingest());
        environment.put("SIGHTLINE_PUBLIC_URL", "http://localhost:" + ports.dashboard());
        environment.putAll(settings);
        for (int number = 1; number <= instances; number++) {
            String suffix = number == 1 ? "" : "-" + number;
            var own = new LinkedHashMap<>(environment);
            // Who is told nothing is the first of its group.
            own.put("STATS_INSTANCE", Integer.toString(number));
            own.put("ALERT_KAFKA_INSTANCE", Integer.toString(number));
            for (var kind : kinds(ports)) {
                int port = instances == 1 ? kind.port() : ports.instance(kind.port(), number);
                own.put(kind.portVariable(), Integer.toString(port));
                all.add(service(kind.service(), kind.service() + suffix, kind.heap(), port, Map.copyOf(own)));
            }
        }
    }

    /** One of the services: its most heap, and where it listens when it is alone. */
    private record Kind(String service, String heap, int port, String portVariable) {}

    private static List<Kind> kinds(Ports ports) {
        return List.of(
                new Kind("stats-service", "512m", ports.stats(), "SIGHTLINE_STATS_PORT"),
                new Kind("query-service", "256m", ports.query(), "SIGHTLINE_QUERY_PORT"),
                new Kind("ingest-service", "384m", ports.ingest(), "SIGHTLINE_INGEST_PORT"),
                new Kind("alert-service", ALERT_HEAP, ports.alert(), "SIGHTLINE_ALERT_PORT"),
                new Kind("dashboard-ui", "128m", ports.dashboard(), "SIGHTLINE_DASHBOARD_PORT"));
    }

    /**
     * One more process of stats-service, to be started, watched and ended by whoever asks.
     *
     * @param name of the process, its log and its file; another one than those of {@link #all}
     * @param settings what is different for it
     */
    Part anotherStats(String name, int port, Map<String, String> settings) {
        var changed = new LinkedHashMap<>(environment);
        changed.put("SIGHTLINE_STATS_PORT", Integer.toString(port));
        changed.putAll(settings);
        return service("stats-service", name, "512m", port, changed);
    }

    /** One more process of alert-service, as {@link #anotherStats}. */
    Part anotherAlert(String name, int port, Map<String, String> settings) {
        var changed = new LinkedHashMap<>(environment);
        changed.put("SIGHTLINE_ALERT_PORT", Integer.toString(port));
        changed.putAll(settings);
        return service("alert-service", name, ALERT_HEAP, port, changed);
    }

    /** What every one of them is told: addresses, ports and the setup. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** In the order of their starts. */
    public List<Part> all() {
        return List.copyOf(all);
    }

    void endStale() {
        all.forEach(Part::endStale);
    }

    private ChildProcess service(String service, String name, String heap, int port, Map<String, String> environment) {
        return new ChildProcess(
                name,
                layout,
                () -> List.of(
                        ChildProcess.javaExecutable(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        layout.service(service).toString()),
                () -> environment,
                () -> Probe.isUp("http://127.0.0.1:" + port + "/q/health/ready"));
    }
}
