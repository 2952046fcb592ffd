package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import dev.sightline.contract.events.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One record among ten thousand that nobody can read: it stops none of the others, and is put aside with its reason. */
@ExtendWith(FaultySystem.Extension.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PoisonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 10_000;
    private static final String MODEL = "poison";

    private final FaultySystem system;
    private final Instant now = Instant.now();

    PoisonTest(FaultySystem system) {
        this.system = system;
    }

    @Test
    void all_others_count_it_is_put_aside_with_its_reason_and_can_be_sent_again() {
        var stats = system.stats(1, Map.of());
        stats.start();
        byte[] poison = ("not an inference " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        var ids = new TreeSet<String>();

        try (var log = new LogRecords(system)) {
            appendWithOneOf(poison, log, ids);
            new Oracle(system.sightline(), written(ids)).findsEachAcknowledgedOnceInTables();
            assertThat(letters(log, poison)).isEqualTo(1);
            assertThat(listed(stats).get(0).get("reason").asText()).as("reason").isNotBlank();

            // What an older version could not read and this one can: sent again, it counts. The poison comes back.
            String cured = UUID.randomUUID().toString();
            log.append(
                    Topics.deadLetters(Topics.INFERENCES),
                    cured,
                    inference(cured),
                    Map.of("reason", "a field of a later version", "partition", "0", "offset", "0"));
            log.flush();
            await("both are listed").atMost(PATIENCE).until(() -> listed(stats).size() == 2);
            system.sightline().change(stats.address() + "/api/v1/operations/dead-letters/replay", "{\"all\": true}");

            ids.add(cured);
            await("the poison is put aside again").atMost(PATIENCE).until(() -> letters(log, poison) == 2);
            new Oracle(system.sightline(), written(ids)).findsEachAcknowledgedOnceInTables();
            system.awaitVerdict(stats, "exact");
        }
    }

    private void appendWithOneOf(byte[] poison, LogRecords log, Set<String> ids) {
        int position = Scale.random(Scale.seed("poison", 81)).nextInt(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            String id = UUID.randomUUID().toString();
            if (i == position) {
                log.append(Topics.INFERENCES, id, poison, Map.of());
            } else {
                ids.add(id);
                log.append(Topics.INFERENCES, id, inference(id), Map.of());
            }
        }
        log.flush();
    }

    private JsonNode listed(StatsInstance stats) {
        return system.sightline()
                .get(URI.create(stats.address() + "/api/v1/operations/dead-letters"))
                .get("letters");
    }

    private static long letters(LogRecords log, byte[] poison) {
        return log.read(Topics.deadLetters(Topics.INFERENCES)).stream()
                .filter(letter -> Arrays.equals(letter.value(), poison))
                .count();
    }

    private byte[] inference(String id) {
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond());
        return InferenceRecorded.newBuilder()
                .setWorkspace(system.sightline().system().workspace())
                .setInferenceId(id)
                .setOccurredAtMicros(micros)
                .setReceivedAtMicros(micros)
                .setModelId(MODEL)
                .addPredictions(Prediction.newBuilder().setClassName("a").setConfidence(0.5))
                .build()
                .toByteArray();
    }

    private Acknowledged written(Set<String> ids) {
        return new Acknowledged() {
            @Override
            public String model() {
                return MODEL;
            }

            @Override
            public Instant begin() {
                return now.minus(Duration.ofSeconds(1));
            }

            @Override
            public Set<String> acknowledged() {
                return ids;
            }
        };
    }
}
