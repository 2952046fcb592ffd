package dev.sightline.stats.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sightline.stats.deadletter.DeadLetter.Position;
import dev.sightline.stats.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dead letters as JSON shows them, and what is asked about them. */
final class DeadLetterViews {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    private DeadLetterViews() {}

    record Page(List<Letter> letters, @Nullable String nextCursor) {}

    record Letter(
            String topic,
            int partition,
            long offset,
            Instant at,
            String reason,
            @Nullable String key,
            String originalTopic,
            int originalPartition,
            long originalOffset,
            long sizeBytes,
            Map<String, String> headers,
            @Nullable Instant replayedAt,
            @Nullable String replayedBy) {
        static Letter of(DeadLetter letter) {
            var replayed = letter.replayed();
            return new Letter(
                    letter.position().topic(),
                    letter.position().partition(),
                    letter.position().offset(),
                    letter.at(),
                    letter.reason(),
                    letter.key(),
                    letter.original().topic(),
                    letter.original().partition(),
                    letter.original().offset(),
                    letter.sizeBytes(),
                    letter.headers(),
                    replayed == null ? null : replayed.at(),
                    replayed == null ? null : replayed.by());
        }
    }

    record Detail(@JsonUnwrapped Letter letter, String payloadBase64) {}

    /** Which letters are to be sent again. */
    record Choice(@Nullable List<Wanted> letters, @Nullable Boolean all) {
        boolean everything() {
            return Boolean.TRUE.equals(all);
        }

        List<Position> wanted(int most) {
            var chosen = letters == null ? List.<Wanted>of() : letters;
            if (chosen.size() > most) {
                throw ProblemException.input(
                        "letters", chosen.size() + " letters", "at most " + most + " letters at once");
            }
            var positions = new ArrayList<Position>();
            for (Wanted wanted : chosen) {
                positions.add(wanted.position(positions.size()));
            }
            return positions.stream().distinct().toList();
        }
    }

    record Wanted(
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset) {
        Position position(int index) {
            if (topic == null || partition == null || offset == null) {
                throw ProblemException.input("letters." + index, null, "a letter with topic, partition and offset");
            }
            return new Position(topic, partition, offset);
        }
    }

    record Reference(String topic, int partition, long offset) {
        static Reference of(Position position) {
            return new Reference(position.topic(), position.partition(), position.offset());
        }
    }

    record Refused(String topic, int partition, long offset, String reason) {}

    /** @param remaining letters that are still to be sent again, when all were asked for and there were too many */
    record Replayed(List<Reference> replayed, List<Refused> refused, int remaining) {
        static Replayed of(List<Replay.Outcome> sent, List<Replay.Outcome> unknown, int remaining) {
            var replayed = new ArrayList<Reference>();
            var refused = new ArrayList<Refused>();
            Stream.concat(sent.stream(), unknown.stream()).forEach(outcome -> {
                var letter = outcome.letter();
                String reason = outcome.refused();
                if (reason == null) {
                    replayed.add(Reference.of(letter));
                } else {
                    refused.add(new Refused(letter.topic(), letter.partition(), letter.offset(), reason));
                }
            });
            return new Replayed(replayed, refused, remaining);
        }
    }

    static int limit(@Nullable String limit) {
        if (limit == null) {
            return USUAL_LIMIT;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > HIGHEST_LIMIT) {
            throw ProblemException.input("limit", limit, "a number from 1 to " + HIGHEST_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    /** Not signed: it says where in the caller's own list to go on, whatever is written in it. */
    static String cursor(DeadLetter last) {
        var position = last.position();
        String text = position.topic() + "/" + position.partition() + "/" + position.offset();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static int indexAfter(List<DeadLetter> letters, String cursor) {
        for (int i = 0; i < letters.size(); i++) {
            if (cursor(letters.get(i)).equals(cursor)) {
                return i + 1;
            }
        }
        throw ProblemException.input("cursor", cursor, "next_cursor of a page with the same filters, not too long ago");
    }
}
