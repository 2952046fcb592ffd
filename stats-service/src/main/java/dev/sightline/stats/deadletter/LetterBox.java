package dev.sightline.stats.deadletter;

import dev.sightline.stats.deadletter.DeadLetter.Position;
import dev.sightline.stats.follow.FollowedTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The letters of one topic, without their bytes: at most the {@value #MOST} newest, about 1 KB each.
 *
 * <p>A range that was repeated after a crash has put its letters aside again: of those with the same origin the first counts.
 */
final class LetterBox implements AutoCloseable {
    static final int MOST = 10_000;

    private final String topic;
    private final FollowedTopic log;
    private final LinkedHashMap<Position, DeadLetter> letters = new LinkedHashMap<>();
    private final Map<Position, Position> byOriginal = new HashMap<>();

    /** @param topic of the records, before they became letters */
    LetterBox(String bootstrapServers, String topic, String deadLetterTopic) {
        this.topic = topic;
        this.log = new FollowedTopic(bootstrapServers, deadLetterTopic, this::take);
    }

    /** All of them as of now, the newest first. */
    synchronized List<DeadLetter> all() {
        log.catchUp();
        var all = new ArrayList<>(letters.values());
        all.sort(Comparator.comparing(DeadLetter::at)
                .thenComparingLong(letter -> letter.position().offset())
                .reversed());
        return all;
    }

    /** How many records of the partition, from the first offset to the last, are here. */
    synchronized long count(int partition, long first, long last) {
        log.catchUp();
        return byOriginal.keySet().stream()
                .filter(original ->
                        original.partition() == partition && original.offset() >= first && original.offset() <= last)
                .count();
    }

    @Override
    public synchronized void close() {
        log.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        var marked = record.headers().lastHeader(DeadLetter.REPLAYED);
        if (marked != null) {
            mark(record, DeadLetter.text(marked));
            return;
        }
        var letter = DeadLetter.of(topic, record);
        if (byOriginal.putIfAbsent(letter.original(), letter.position()) == null) {
            letters.put(letter.position(), letter);
            dropOldest();
        }
    }

    private void mark(ConsumerRecord<byte[], byte[]> marker, String offset) {
        if (!offset.matches("[0-9]{1,18}")) {
            return;
        }
        var by = marker.headers().lastHeader(DeadLetter.REPLAYED_BY);
        var position = new Position(marker.topic(), marker.partition(), Long.parseLong(offset));
        letters.computeIfPresent(
                position,
                (p, letter) -> letter.replayed(
                        Instant.ofEpochMilli(marker.timestamp()), by == null ? "" : DeadLetter.text(by)));
    }

    private void dropOldest() {
        var oldest = letters.entrySet().iterator();
        while (letters.size() > MOST) {
            byOriginal.remove(oldest.next().getValue().original());
            oldest.remove();
        }
    }
}
