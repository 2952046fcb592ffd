package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Part;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A system of its own for tests that decide themselves which instances of stats-service there are: it has none until a
 * test starts one, and none after the test. Started for the first test that asks, shared, and ended after the last.
 */
final class FaultySystem implements AutoCloseable {
    private static final Duration AUDITED_WITHIN = Duration.ofSeconds(60);

    private final LocalSystem system;
    private final Sightline sightline;
    private final List<StatsInstance> instances = new ArrayList<>();
    private final List<ConsumerGroup> groups = new ArrayList<>();

    private FaultySystem() {
        int portBase = Integer.parseInt(System.getenv().getOrDefault("SIGHTLINE_FAULTS_PORT_BASE", "23080"));
        system = new LocalSystem(
                RunningSystem.layout("faults"),
                new Ports(portBase),
                RunningSystem.environment(),
                new Progress(System.out));
        try {
            system.start();
            system.part("stats-service").stop(Duration.ofSeconds(10));
            sightline = new Sightline(system);
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    Sightline sightline() {
        return sightline;
    }

    /** An engine or a service other than stats-service; all of them are started again when they die. */
    Part part(String name) {
        return system.part(name);
    }

    /** The instance of this number behind a proxy of its own; not started. The same number again replaces it. */
    StatsInstance stats(int number, Map<String, String> settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("STATS_SESSION_TIMEOUT", "6s");
        all.put("STATS_AUDIT_EVERY", "2s");
        all.putAll(settings);
        var instance = new StatsInstance(system, number, all);
        instances.add(instance);
        return instance;
    }

    /** The group of the instances. */
    ConsumerGroup group() {
        return group("stats-service");
    }

    /** The group of instances that have this one set. */
    ConsumerGroup group(String name) {
        var group = new ConsumerGroup(system.engineAddress("SIGHTLINE_KAFKA"), name);
        groups.add(group);
        return group;
    }

    StoredTables tables(String database) {
        return new StoredTables(system.engineAddress("SIGHTLINE_CLICKHOUSE_URL"), database);
    }

    /** The oracle finds nothing, and neither does the instance's own audit. */
    void isExact(Acknowledged client, StatsInstance stats) {
        new Oracle(sightline, client).findsEachAcknowledgedOnce();
        awaitVerdict(stats, "exact");
    }

    /** Waits for an audit that begins from now on and says so, or for its saying that there is none. */
    void awaitVerdict(StatsInstance stats, String verdict) {
        var asked = Instant.now();
        var address = URI.create(stats.address() + "/api/v1/operations/integrity");
        await("the audit's verdict").atMost(AUDITED_WITHIN).ignoreExceptions().untilAsserted(() -> {
            var report = sightline.get(address);
            if (!report.get("as_of").isNull()) {
                assertThat(Instant.parse(report.get("as_of").asText())).isAfter(asked);
            }
            assertThat(report.get("verdict").asText())
                    .as(report.get("summary").asText())
                    .isEqualTo(verdict);
        });
    }

    @Override
    public void close() {
        endInstances();
        groups.forEach(ConsumerGroup::close);
        system.close();
    }

    private void endInstances() {
        instances.forEach(StatsInstance::close);
        instances.clear();
    }

    /** Gives tests the system, and ends their instances. */
    static final class Extension implements ParameterResolver, AfterEachCallback {
        private static final Namespace NAMESPACE = Namespace.create(FaultySystem.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(FaultySystem.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return started(context);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            started(context).endInstances();
        }

        private static FaultySystem started(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(FaultySystem.class, key -> new FaultySystem(), FaultySystem.class);
        }
    }
}
