package dev.sightline.e2e.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every second insert on the average meets a fault of the connection to ClickHouse, while inferences arrive. */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConnectionFaultsTest {
    private static final int FAULTS = Scale.of(4, 50);

    private final FaultySystem system;

    ConnectionFaultsTest(FaultySystem system) {
        this.system = system;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("latency", Fault.latency(Duration.ofSeconds(2)), 31),
                Arguments.of("reset-in-mid-body", Fault.RESET_IN_MID_BODY, 32),
                Arguments.of("answer-lost", Fault.ANSWER_LOST, 33),
                Arguments.of("answer-cut-off", Fault.ANSWER_CUT_OFF, 34));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void each_inference_counts_once(String name, Fault fault, long usualSeed) {
        long seed = Scale.seed(name, usualSeed);
        var stats = system.stats(1, Map.of());
        stats.start();

        var traffic = new Traffic(system.sightline(), "faults-" + name, seed);
        try (traffic) {
            stats.proxy().someInsertsMeet(fault, Scale.random(seed));
            await().atMost(Duration.ofMinutes(5)).until(() -> stats.proxy().struck() >= FAULTS);
            stats.proxy().heal();
            traffic.awaitAcknowledged(traffic.acknowledged().size() + 100);
        }

        system.isExact(traffic, stats);
    }
}
