package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import dev.sightline.contract.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    private static final int RECORDS = 10_000;
    private static final String MODEL = "poison";

    private final FaultySystem system;
    private final Instant now = Instant.now();

    PoisonTest(FaultySystem system) {
        this.system = system;
    }

    @Test
    void all_others_count_and_it_is_among_the_dead_letters() {
        system.stats(1, Map.of()).start();
        byte[] poison = ("not an inference " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        int position = Scale.random(Scale.seed("poison", 81)).nextInt(RECORDS);
        var ids = new TreeSet<String>();

        try (var topic = new LogRecords(system)) {
            for (int i = 0; i < RECORDS; i++) {
                String id = UUID.randomUUID().toString();
                if (i == position) {
                    topic.append(Topics.INFERENCES, id, poison);
                } else {
                    ids.add(id);
                    topic.append(Topics.INFERENCES, id, inference(id));
                }
            }
            topic.flush();

            new Oracle(system.sightline(), written(ids)).findsEachAcknowledgedOnceInTables();
            var letters = topic.read(Topics.deadLetters(Topics.INFERENCES)).stream()
                    .filter(letter -> ByteString.copyFrom(letter.value()).equals(ByteString.copyFrom(poison)))
                    .toList();
            assertThat(letters).hasSize(1);
            assertThat(new String(
                            letters.getFirst().headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                    .as("reason")
                    .isNotBlank();
        }
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
