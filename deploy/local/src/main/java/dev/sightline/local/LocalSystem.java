package dev.sightline.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The whole system on this machine: engines, then services, kept running until it is closed. The launcher and the
 * whole-system tests use the same.
 */
public final class LocalSystem implements AutoCloseable {
    private static final Duration PORTS_PATIENCE = Duration.ofSeconds(5);
    private static final Duration ENGINES_PATIENCE = Duration.ofSeconds(90);
    private static final Duration SERVICES_PATIENCE = Duration.ofMinutes(5);

    private final Ports ports;
    private final Engines engines;
    private final Services services;
    private final int instances;
    private final List<RoundRobin> fronts = new ArrayList<>();
    private final Setup setup;
    private final Progress progress;
    private final Supervisor supervisor;

    /** @param environment where the setup and the kind of the engines come from, usually {@link System#getenv()} */
    public LocalSystem(Layout layout, Ports ports, Map<String, String> environment, Progress progress) {
        this(layout, ports, environment, Map.of(), progress);
    }

    /** @param settings of the services, by their names in the environment, for tests that cannot wait as long as people */
    public LocalSystem(
            Layout layout,
            Ports ports,
            Map<String, String> environment,
            Map<String, String> settings,
            Progress progress) {
        this(layout, ports, environment, settings, 1, progress);
    }

    /** @param instances of each service; several share its port, and are asked in turn */
    public LocalSystem(
            Layout layout,
            Ports ports,
            Map<String, String> environment,
            Map<String, String> settings,
            int instances,
            Progress progress) {
        this.ports = ports;
        this.instances = instances;
        setup = Setup.of(layout, environment);
        engines = Engines.of(layout, ports, environment);
        services = new Services(layout, ports, engines.environment(), setup.environment(), settings, instances);
        this.progress = progress;
        supervisor = new Supervisor(progress);
    }

    /** Ends what a launcher that was killed left behind on the same data. */
    public static void endStale(Layout layout, Ports ports, Map<String, String> environment) {
        new Services(layout, ports, Map.of(), Map.of(), Map.of(), 1).endStale();
        Engines.of(layout, ports, environment).endStale();
    }

    /** Starts everything and returns when all is ready. */
    public void start() {
        startEngines();
        startServices();
    }

    /** Starts the services on engines that are up, with whatever is in them. */
    public void startServices() {
        if (instances > 1) {
            ports.services().forEach(this::shareBetweenInstances);
        }
        supervisor.start(services.all(), SERVICES_PATIENCE);
    }

    private void shareBetweenInstances(int port) {
        fronts.add(new RoundRobin(
                port,
                IntStream.rangeClosed(1, instances)
                        .mapToObj(number -> ports.instance(port, number))
                        .toList()));
    }

    /** Starts the engines alone, with databases and topics. */
    public void startEngines() {
        awaitFreePorts();
        engines.provide(progress);
        supervisor.start(engines.all(), ENGINES_PATIENCE);
        engines.prepare();
    }

    /** Waits a little: what was ended just now, or a client's end of a connection, may hold a port for a moment. */
    private void awaitFreePorts() {
        long end = System.nanoTime() + PORTS_PATIENCE.toNanos();
        var taken = ports.taken();
        while (!taken.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new PortsTakenException(taken);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            taken = ports.taken();
        }
    }

    /** The part of this name, for tests that kill it. */
    public Part part(String name) {
        var all = new ArrayList<>(engines.all());
        all.addAll(services.all());
        return all.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part is called " + name + "; there are "
                        + all.stream().map(Part::name).toList()));
    }

    /**
     * One more process of stats-service with settings of its own, for tests: not started, and not started again when it
     * ends.
     *
     * @param name of the process, other than {@code stats-service}
     */
    public Part anotherStats(String name, int port, Map<String, String> settings) {
        return services.anotherStats(name, port, settings);
    }

    /** One more process of alert-service, as {@link #anotherStats}. */
    public Part anotherAlert(String name, int port, Map<String, String> settings) {
        return services.anotherAlert(name, port, settings);
    }

    /** Where each service listens. */
    public Ports ports() {
        return ports;
    }

    /** Where the engines are, by the names that the services read. */
    public Map<String, String> engineAddresses() {
        return engines.environment();
    }

    /** All that a service is told, for who starts them otherwise. */
    public Map<String, String> serviceEnvironment() {
        return services.environment();
    }

    /** Where one engine is, by the name that the services read: {@code SIGHTLINE_KAFKA}. */
    public String engineAddress(String name) {
        return Objects.requireNonNull(engineAddresses().get(name), name);
    }

    public String dashboardUrl() {
        return "http://localhost:" + ports.dashboard();
    }

    public String ingestUrl() {
        return "http://localhost:" + ports.ingest();
    }

    public String inboxUrl() {
        return "http://localhost:" + ports.inbox();
    }

    public String ownerEmail() {
        return setup.ownerEmail();
    }

    public String ownerPassword() {
        return setup.ownerPassword();
    }

    public String ingestKey() {
        return setup.ingestKey();
    }

    public String workspace() {
        return setup.workspace();
    }

    @Override
    public void close() {
        supervisor.close();
        fronts.forEach(RoundRobin::close);
    }

    /** Something else listens where a part of ours wants to. */
    static final class PortsTakenException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        PortsTakenException(List<String> taken) {
            super("These ports are taken: " + String.join(", ", taken)
                    + ". Free them, or choose others with --port-base N (services from N, engines from N + 10).");
        }
    }
}
