package dev.sightline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends keys in every place where they can stand, and looks for them in every topic and in the log. */
@QuarkusTest
@WithTestResource(Engines.class)
class KeysStayOutsideTest {
    /** Of someone else: it is in requests, and nobody here knows it. */
    private static final String FOREIGN = "rf_Kx7fQ2mZr94TbWc1Ld0s";

    private final LogTail log = new LogTail();
    private Camera server;
    private KafkaConsumer<byte[], byte[]> topics;

    @BeforeEach
    void listen() {
        server = Camera.withNewKey();
        topics = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Engines.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Topics.ALL.stream()
                .flatMap(topic -> topics.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        topics.assign(partitions);
        topics.seekToEnd(partitions);
        partitions.forEach(topics::position);
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void close() {
        Logger.getLogger("").removeHandler(log);
        topics.close();
    }

    @Test
    void no_key_goes_into_a_topic_or_the_log() {
        String keyed = "?api_key=" + server.key();
        String workspace = "/" + server.workspace();
        sends("/inference-stats", pingback(server.key()));
        sends("/inference-stats", pingback(FOREIGN));
        sends(
                "/v1/inferences" + keyed,
                "{\"model_id\":\"m/1\",\"api_key\":\"" + FOREIGN + "\",\"error\":{\"message\":\"GET https://x/?api_key="
                        + FOREIGN + "\"}}");
        sends("/v1/heartbeats" + keyed, "{\"device_id\":\"d\",\"api_key\":\"" + FOREIGN + "\"}");
        sends(
                "/v1/metadata" + keyed,
                "{\"inference_id\":\"x\",\"api_key\":\"" + FOREIGN + "\",\"metadata\":{\"a\":1}}");
        sends(
                workspace + "/inference-stats/metadata",
                "{\"api_key\":\"" + server.key()
                        + "\",\"data\":[{\"inference_ids\":[\"x\"],\"field_name\":\"a\",\"field_value\":\"b\"}]}");
        sends(
                workspace + "/inference-stats" + keyed,
                "{\"device_id\":\"d\",\"api_key\":\"" + FOREIGN
                        + "\",\"inference_results\":[{\"model_id\":\"m/1\",\"class_name\":\"c\",\"confidence\":0.5}]}");
        sends(
                "/usage/inference" + keyed,
                "[7,{\"category\":\"model\",\"api_key\":\"" + FOREIGN
                        + "\",\"resource_details\":\"{\\\"error\\\": \\\"no " + FOREIGN + ", Bearer " + server.key()
                        + "\\\"}\"}]");
        sends("/usage/inference", "[{\"api_key\":\"" + FOREIGN + "\"," + "\"category\":\"model\"}]");
        server.get(workspace + "/inference-stats");

        var records = records();

        assertThat(records).as("records of all that was sent").hasSizeGreaterThanOrEqualTo(10);
        for (var record : records) {
            assertThat(text(record))
                    .as(record.topic())
                    .doesNotContain(server.key(), FOREIGN, ApiKey.hash(server.key()), ApiKey.hash(FOREIGN));
        }
        assertThat(log.lines()).isNotEmpty();
        assertThat(String.join("\n", log.lines()))
                .doesNotContain(server.key(), FOREIGN, ApiKey.hash(server.key()), ApiKey.hash(FOREIGN));
    }

    private static void sends(String path, String body) {
        Camera.send(Camera.to(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What came of this test; other tests' keys are published meanwhile. */
    private List<ConsumerRecord<byte[], byte[]>> records() {
        var ours = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var polled = topics.poll(Duration.ofSeconds(2));
                !polled.isEmpty();
                polled = topics.poll(Duration.ofSeconds(2))) {
            polled.forEach(record -> {
                if (text(record).contains(server.workspace())) {
                    ours.add(record);
                }
            });
        }
        return ours;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        var text = new StringBuilder();
        for (byte[] part : new byte[][] {record.key(), record.value()}) {
            text.append(part == null ? "" : new String(part, StandardCharsets.ISO_8859_1));
        }
        record.headers()
                .forEach(header ->
                        text.append(header.key()).append(new String(header.value(), StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    private String pingback(String keyOfRequest) {
        double now = Instant.now().toEpochMilli() / 1000.0;
        return """
                {"api_key":"%s","device_id":"d","inference_server_id":"s","inference_server_version":"1.5.0","tags":[""],
                 "inference_results":[{"request_time":%s,"inference":{"inference_id":"%s",
                  "request":{"api_key":"%s","model_id":"m/1"},"response":[]}},
                  {"request_time":1,"inference":{"request":{"api_key":7,"model_id":"m/1"}}}]}
                """.formatted(server.key(), Double.toString(now), keyOfRequest.hashCode(), keyOfRequest);
    }

    /** What the log says. */
    private static final class LogTail extends Handler {
        private final Formatter format = new PatternFormatter("%p %c %s%e");
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(format.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
