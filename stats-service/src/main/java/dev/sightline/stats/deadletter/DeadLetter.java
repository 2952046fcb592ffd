package dev.sightline.stats.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, without its bytes.
 *
 * @param position where the letter is
 * @param at when it was put aside
 * @param key of the record; names workspace and inference
 * @param original where the record was
 * @param sizeBytes of the record's value
 * @param headers of the record, those that the letter itself has left out
 * @param replayed null as long as nobody has sent it again
 */
public record DeadLetter(
        Position position,
        Instant at,
        String reason,
        @Nullable String key,
        Position original,
        long sizeBytes,
        Map<String, String> headers,
        @Nullable Replayed replayed) {
    static final String REASON = "reason";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";

    /** On a marker, whose value is empty: the offset of the letter that was sent again. */
    static final String REPLAYED = "replayed";

    static final String REPLAYED_BY = "replayed-by";

    /** On a record that was sent again: which letter it was. */
    static final String REPLAY_OF = "replay-of";

    public DeadLetter {
        headers = Map.copyOf(headers);
    }

    /** A place in the log. */
    public record Position(String topic, int partition, long offset) {}

    /** @param by id of the person, or of the API key */
    public record Replayed(Instant at, String by) {}

    /** @param topic of the record, before it became a letter */
    static DeadLetter of(String topic, ConsumerRecord<byte[], byte[]> letter) {
        var headers = new TreeMap<String, String>();
        for (Header header : letter.headers()) {
            headers.put(header.key(), text(header));
        }
        String reason = headers.remove(REASON);
        String partition = headers.remove(PARTITION);
        String offset = headers.remove(OFFSET);
        return new DeadLetter(
                new Position(letter.topic(), letter.partition(), letter.offset()),
                Instant.ofEpochMilli(letter.timestamp()),
                reason == null ? "" : reason,
                letter.key() == null ? null : new String(letter.key(), StandardCharsets.UTF_8),
                new Position(topic, Math.toIntExact(number(partition)), number(offset)),
                Math.max(0, letter.serializedValueSize()),
                headers,
                null);
    }

    /** Whose it is, by its key; empty when the key names no workspace. */
    public Optional<String> workspace() {
        int slash = key == null ? -1 : key.indexOf('/');
        return key == null || slash <= 0 ? Optional.empty() : Optional.of(key.substring(0, slash));
    }

    DeadLetter replayed(Instant when, String by) {
        return new DeadLetter(position, at, reason, key, original, sizeBytes, headers, new Replayed(when, by));
    }

    static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(@Nullable String text) {
        // A letter that somebody else has written: -1 is no offset of any record.
        return text == null || !text.matches("[0-9]{1,18}") ? -1 : Long.parseLong(text);
    }
}
