package dev.sightline.e2e.roboflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What must not wait for what: reports for stores that hang, one device for another, metadata for its inference. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnderPressureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SERVER_WAITS = Duration.ofSeconds(10);
    /** What a device may send in a minute, and within seconds. */
    private static final int FLOOD = 1_000;

    private final Sightline sightline;
    private final InferenceServer server;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    UnderPressureTest(Sightline sightline) {
        this.sightline = sightline;
        this.server = new InferenceServer(sightline, sightline.system().ingestKey());
    }

    /**
     * Ten minutes by the clock, which is as far as a sender's may be ahead, and not by waiting: what is kept for a day has
     * nothing to forget in them but what a process only remembers. So those that could are killed meanwhile.
     */
    @Test
    void metadata_and_an_image_that_are_ten_minutes_older_than_their_inference_are_there_when_it_comes() {
        Instant occurs = Instant.now().plusSeconds(590);
        String device = "early-" + run;
        posts("/v1/metadata", "{\"inference_id\": \"" + id("early") + "\", \"metadata\": {\"line\": \"A1\"}}");
        posts("/v1/metadata", """
                {"device_id": "%s", "occurred_at": "%s", "metadata": {"shift": 2}}""".formatted(device, occurs));
        assertThat(puts("early", device, Picture.jpeg())).isEqualTo(202);
        eventually(() -> {
            String ofInference = "inference_id = '" + id("early") + "'";
            assertThat(stored("inference_metadata", ofInference + " OR device_id = '" + device + "'"))
                    .isEqualTo(2);
            assertThat(stored("inference_image", ofInference)).isEqualTo(1);
        });
        killed("ingest-service", "stats-service");

        posts("/v1/inferences", """
                {"inference_id": "%s", "device_id": "%s", "model_id": "early/1", "occurred_at": "%s"}""".formatted(id("early"), device, occurs));

        eventually(() -> {
            JsonNode inference = sightline.get("/inferences/" + id("early"));
            assertThat(inference.at("/metadata/line").asText()).isEqualTo("A1");
            assertThat(inference.at("/metadata/shift").asInt()).isEqualTo(2);
            assertThat(inference.get("has_image").asBoolean()).isTrue();
        });
        JsonNode listed = sightline
                .get("/inferences?device_id=" + device + '&'
                        + Sightline.window(occurs.minusSeconds(60), occurs.plusSeconds(60)))
                .at("/inferences/0");
        assertThat(listed.at("/metadata/line").asText()).isEqualTo("A1");
        assertThat(listed.at("/metadata/shift").asInt()).isEqualTo(2);
    }

    @Test
    void a_thousand_images_of_one_device_do_not_disturb_another() {
        String calm = "calm-" + run;
        List<byte[]> pictures = IntStream.range(0, 10)
                .mapToObj(shade -> Picture.jpeg(shade * 0x111111))
                .toList();
        List<CompletableFuture<Integer>> flood = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < FLOOD; i++) {
                int number = i;
                flood.add(CompletableFuture.supplyAsync(
                        () -> puts("flood-" + number, "flood-" + run, pictures.get(number % 10)), senders));
            }
            for (int i = 0; flood.stream().anyMatch(one -> !one.isDone()); i++) {
                reports(calm, "calm-" + i);
                assertThat(puts("calm-" + i, calm, pictures.getFirst()))
                        .as("image %s beside the others", i)
                        .isEqualTo(202);
            }
        }

        assertThat(flood.stream().map(CompletableFuture::join).distinct())
                .as("answers to the device that sends a thousand images")
                .containsOnly(202);
        eventually(() -> assertThat(sightline
                        .get("/inferences/" + id("calm-0"))
                        .get("has_image")
                        .asBoolean())
                .isTrue());
    }

    @Test
    void reports_are_taken_at_once_while_accounts_and_images_hang() {
        List<CompletableFuture<Integer>> uploads = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
            try (var _ = Paused.part(sightline.system().part("postgres"));
                    var _ = Paused.part(sightline.system().part("s3"))) {
                for (int i = 0; i < 4; i++) {
                    int number = i;
                    uploads.add(CompletableFuture.supplyAsync(
                            () -> puts("hung-" + number, "hung-" + run, Picture.jpeg(number)), senders));
                }
                for (int i = 0; i < 3; i++) {
                    reports("unhung-" + run, "unhung-" + i);
                }
                posts("/v1/inferences", "{\"inference_id\": \"" + id("unhung-3") + "\", \"model_id\": \"pressed/1\"}");

                assertThat(uploads)
                        .as("images wait for their store, reports did not")
                        .noneMatch(CompletableFuture::isDone);
                assertThat(uploads.stream().map(CompletableFuture::join).toList())
                        .as("what images are told in the end")
                        .containsOnly(503);
                reports("unhung-" + run, "unhung-4");
                eventually(() -> assertThat(counted("unhung"))
                        .as("inferences counted while accounts and images hang")
                        .isEqualTo(5));
            }
        }

        eventually(() -> assertThat(IntStream.range(0, 5))
                .allSatisfy(i -> assertThat(sightline.get("/inferences/" + id("unhung-" + i)))
                        .isNotEmpty()));
    }

    @Test
    void reports_are_taken_at_once_and_counted_when_the_database_of_accounts_is_killed() {
        var postgres = sightline.system().part("postgres");
        long before = postgres.pid();
        postgres.kill();

        for (int i = 0; i < 3; i++) {
            reports("orphan-" + run, "orphan-" + i);
        }

        eventually(() -> assertThat(counted("orphan")).isEqualTo(3));
        awaitBack("postgres", before);
        eventually(
                () -> assertThat(sightline.get("/inferences/" + id("orphan-2"))).isNotEmpty());
    }

    /** Kills these parts at once, and returns when all of them are back. */
    private void killed(String... names) {
        var system = sightline.system();
        List<Long> before =
                Stream.of(names).map(name -> system.part(name).pid()).toList();
        Stream.of(names).forEach(name -> system.part(name).kill());
        for (int i = 0; i < names.length; i++) {
            awaitBack(names[i], before.get(i));
        }
    }

    private void awaitBack(String name, long before) {
        var part = sightline.system().part(name);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(part.pid()).as("a new process of %s", name).isPositive().isNotEqualTo(before);
            assertThat(part.isReady()).as("%s is ready again", name).isTrue();
        });
    }

    /** Inferences in the database whose ids begin so. */
    private long counted(String name) {
        return Remains.number(
                sightline.system(),
                "SELECT uniqExact(inference_id) FROM sightline.inference WHERE startsWith(inference_id, '" + name
                        + "-') AND endsWith(inference_id, '" + run + "')");
    }

    private String id(String name) {
        return name + '-' + run;
    }

    /** Rows that lie in a table for an inference that is yet to come. */
    private long stored(String table, String which) {
        return Remains.number(sightline.system(), "SELECT count() FROM sightline." + table + " WHERE " + which);
    }

    private void posts(String path, String body) {
        var answer = sightline.send(sightline
                .toIngest(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** The report of an inference server with one inference, which must be taken before the server gives it up. */
    private void reports(String device, String name) {
        long sent = System.nanoTime();
        var answer =
                server.reports(server.envelope(device, "s", server.result(now(), id(name), "\"pressed/1\"", "[]")));
        assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - sent))
                .as("what an inference server waits for an answer")
                .isLessThan(SERVER_WAITS);
    }

    private int puts(String name, String device, byte[] picture) {
        return sightline
                .send(sightline
                        .toIngest("/v1/inferences/" + id(name) + "/image?device_id=" + device)
                        .PUT(BodyPublishers.ofByteArray(picture)))
                .statusCode();
    }

    private static double now() {
        return Instant.now().toEpochMilli() / 1000.0;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }
}
