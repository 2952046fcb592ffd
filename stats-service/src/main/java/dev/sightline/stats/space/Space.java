package dev.sightline.stats.space;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.SpaceObserved;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.follow.FollowedTopic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Looks how much room is left, and says so on the compacted topic {@code space}, by which ingest-service stops to take images
 * before the disk is full, and takes them again.
 *
 * <p>A word follows from the disk and from the word before it, whoever said that: any number of instances say the same, and
 * one that has just started does not forget that images were stopped. A word stands until the next. When ClickHouse does not
 * answer, which a full disk may be the reason of, what was said last stays in force.
 */
@ApplicationScoped
public class Space {
    private static final Logger LOG = Logger.getLogger(Space.class);
    private static final byte[] KEY = "installation".getBytes(StandardCharsets.UTF_8);

    // Of the fullest disk: tables may lie on several.
    private static final String DISK_FREE = """
            SELECT min(free_space / total_space) AS free FROM system.disks WHERE total_space > 0
            """;

    // An object may be the image of many inferences. By the hash of its name, which is a fraction of it.
    private static final String IMAGE_BYTES = """
            SELECT toInt64(sum(bytes)) AS image_bytes
            FROM (SELECT max(size_bytes) AS bytes FROM inference_image GROUP BY cityHash64(object_key))
            """;

    private final ClickHouse clickHouse;
    private final Clock clock;
    private final SpaceLimits limits;
    private final long imageBudget;
    private final FollowedTopic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile SpaceObserved last = SpaceObserved.getDefaultInstance();

    Space(ClickHouse clickHouse, Clock clock, StatsConfig config) {
        this.clickHouse = clickHouse;
        this.clock = clock;
        this.limits = SpaceLimits.of(config.space());
        this.imageBudget = config.space().imageBudget().asLongValue();
        this.topic = new FollowedTopic(config.kafka(), Topics.SPACE, this::take);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", config.kafka(), "acks", "all", "max.block.ms", 5000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** What was said last, by whichever instance; without a level when nothing was. */
    SpaceObserved latest() {
        topic.catchUp();
        return last;
    }

    /** As far as this instance knows, without asking anybody. */
    SpaceObserved known() {
        return last;
    }

    /**
     * Looks, and says what there is.
     *
     * @throws ClickHouse.UnavailableException when it does not tell
     * @throws FollowedTopic.LogUnavailableException when the log does not tell what was said before
     */
    SpaceObserved look() throws InterruptedException {
        SpaceObserved before = latest();
        double diskFree = diskFree();
        long imageBytes = imageBudget == 0 ? 0 : imageBytes();
        double imagesFree = imageBudget == 0 ? 1 : 1 - (double) imageBytes / imageBudget;
        var now = SpaceObserved.newBuilder()
                .setObservedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()))
                .setLevel(limits.next(before.getLevel(), Math.min(diskFree, imagesFree)))
                .setDiskFree(diskFree)
                .setImageBytes(imageBytes)
                .setImageBudgetBytes(imageBudget)
                .build();
        say(now);
        return now;
    }

    private void say(SpaceObserved now) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(Topics.SPACE, KEY, now.toByteArray()))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw new FollowedTopic.LogUnavailableException("space is not told", e);
        }
    }

    private double diskFree() {
        var free = new double[] {1};
        clickHouse.query(DISK_FREE, Map.of(), row -> free[0] = row.decimal("free"));
        return free[0];
    }

    private long imageBytes() {
        var bytes = new long[1];
        clickHouse.query(IMAGE_BYTES, Map.of(), row -> bytes[0] = row.number("image_bytes"));
        return bytes[0];
    }

    private void take(ConsumerRecord<byte[], byte[]> said) {
        if (said.value() == null) {
            return;
        }
        try {
            last = SpaceObserved.parseFrom(said.value());
        } catch (InvalidProtocolBufferException e) {
            LOG.warnf("a word about space cannot be read and is left out: offset=%s", said.offset());
        }
    }

    @PreDestroy
    void close() {
        topic.close();
        producer.close();
    }
}
