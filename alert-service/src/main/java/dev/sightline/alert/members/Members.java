package dev.sightline.alert.members;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.follow.CompactedTopic;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.StoreException;
import dev.sightline.contract.access.WorkspaceMemberPublished;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Follows who belongs to which workspace, and keeps it in the database.
 *
 * <p>At the start only what is true at the end of the topic is kept: its history may have people leave who came back. Every
 * replica keeps the same, which changes nothing.
 */
@ApplicationScoped
class Members {
    private static final Logger LOG = Logger.getLogger(Members.class);

    private final CompactedTopic topic;
    private final Database database;
    private final MemberBook book;

    // Of the topic's thread alone. Empty: not a member any more.
    private final Map<String, Optional<WorkspaceMemberPublished>> unkept = new LinkedHashMap<>();

    Members(AlertConfig config, Database database, MemberBook book) {
        this.topic = new CompactedTopic(
                config.kafka().bootstrapServers(), config.kafka().membersTopic(), this::take, this::keep);
        this.database = database;
        this.book = book;
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        topic.stop();
    }

    private void take(ConsumerRecord<String, byte[]> published) {
        try {
            unkept.put(
                    published.key(),
                    published.value() == null
                            ? Optional.empty()
                            : Optional.of(WorkspaceMemberPublished.parseFrom(published.value())));
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("member cannot be read and stays as known: topic=" + published.topic() + " offset="
                    + published.offset());
        }
    }

    /** What cannot be kept now is kept at the next look. */
    private void keep() {
        if (unkept.isEmpty()) {
            return;
        }
        try {
            int kept = database.inTransaction(transaction -> {
                unkept.forEach((key, member) -> member.ifPresentOrElse(
                        present -> book.add(transaction, present), () -> book.remove(transaction, key)));
                return unkept.size();
            });
            unkept.clear();
            LOG.debug("members are kept: count=" + kept);
        } catch (StoreException e) {
            LOG.warn("members wait for the database: count=" + unkept.size(), e);
        }
    }
}
