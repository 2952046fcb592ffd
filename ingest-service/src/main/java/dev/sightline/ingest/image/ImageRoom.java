package dev.sightline.ingest.image;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.SpaceLevel;
import dev.sightline.contract.events.SpaceObserved;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.follow.FollowedTopic;
import dev.sightline.ingest.http.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Whether there is room for images, as stats-service tells on the compacted topic {@code space}: before a disk is full they
 * are shed, so that inferences, which are a hundredth of their size, are still taken.
 *
 * <p>What was said last stands, however old it is: the one who looks may be away because the disk is full. While nothing was
 * ever said, there is room.
 */
@Singleton
class ImageRoom {
    static final int NO_ROOM = 507;

    private static final Logger log = Logger.getLogger(ImageRoom.class);

    private final FollowedTopic topic;
    private final Counter shed;
    private volatile boolean isSpent;
    private long newest;

    ImageRoom(IngestConfig config, MeterRegistry metrics) {
        this.topic = new FollowedTopic(config, Topics.SPACE, this::take);
        this.shed = Counter.builder("ingest.images.shed")
                .description("Images that were not taken because there is no room for any")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        topic.close();
    }

    /**
     * Lets an image pass that is not stored yet.
     *
     * @throws ProblemException 507 when there is no room for it
     */
    void require() {
        if (isSpent) {
            shed.increment();
            throw refusal();
        }
    }

    /** Without a time to come back: an image that waits would be one more to wait. */
    static ProblemException refusal() {
        return new ProblemException(
                NO_ROOM,
                "no-room-for-images",
                "There is no room for images at present",
                "The installation is nearly full and takes no images; inferences are taken as ever. Go on without the"
                        + " image, and tell whoever runs Sightline.");
    }

    private void take(ConsumerRecord<byte[], byte[]> said) {
        if (said.value() == null) {
            return;
        }
        try {
            var word = SpaceObserved.parseFrom(said.value());
            if (word.getObservedAtMicros() < newest) {
                return; // After a failure the topic is read once more.
            }
            newest = word.getObservedAtMicros();
            boolean spent = word.getLevel() == SpaceLevel.SPACE_LEVEL_NO_IMAGES;
            if (spent != isSpent && topic.isComplete()) {
                log.warn(spent ? "no room, images are shed" : "there is room, images are taken again");
            }
            isSpent = spent;
        } catch (InvalidProtocolBufferException e) {
            log.errorf("a word about space cannot be read partition=%d offset=%d", said.partition(), said.offset());
        }
    }
}
