package dev.sightline.ingest.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a posted body into events.
 *
 * <p>An item is an inference, or the list that a server answers to a request with several images. A bad item is refused
 * by name and the others go on; only a body that cannot be read at all is refused as a whole, and then nothing of it has
 * been written.
 */
@Singleton
class InferencePayload {
    static final String ACCEPTED = "application/json, application/x-ndjson, application/cloudevents+json,"
            + " application/cloudevents-batch+json or multipart/form-data";

    private final InferenceReader reader;
    private final Clock clock;
    private final int maxItems;
    private final long maxEventBytes;

    InferencePayload(InferenceReader reader, IngestConfig config, Clock clock) {
        this.reader = reader;
        this.clock = clock;
        this.maxItems = config.limits().items();
        this.maxEventBytes = config.limits().event().asLongValue();
    }

    /** How items lie in a body. */
    enum Format {
        /** An item, or a list of items. */
        JSON,
        /** An item on each line. */
        LINES,
        /** A CloudEvent whose data is an item. */
        CLOUD_EVENT,
        /** A list of such CloudEvents. */
        CLOUD_EVENTS;

        /** The format that a content type names; JSON when there is none. */
        static Format of(@Nullable String contentType) {
            String type = contentType == null ? "" : contentType.split(";", 2)[0];
            return switch (type.strip().toLowerCase(Locale.ROOT)) {
                case "", "application/json" -> JSON;
                case "application/x-ndjson", "application/ndjson", "application/jsonl" -> LINES;
                case "application/cloudevents+json" -> CLOUD_EVENT;
                case "application/cloudevents-batch+json" -> CLOUD_EVENTS;
                default -> throw ProblemException.unsupported("Content-Type", contentType, ACCEPTED);
            };
        }
    }

    InferenceBatch read(byte[] body, Format format, InferenceBatch.Sender sender) {
        var batch = new InferenceBatch(sender, clock.instant(), maxEventBytes);
        var items = new ItemReader(reader, batch);
        if (format == Format.LINES) {
            readLines(body, items, batch);
        } else {
            Json.read(body, json -> readAll(json, format, items, batch));
        }
        return batch;
    }

    private InferenceBatch readAll(JsonParser json, Format format, ItemReader items, InferenceBatch batch)
            throws IOException {
        boolean mayBeOne = format != Format.CLOUD_EVENTS;
        boolean mayBeMany = format != Format.CLOUD_EVENT;
        if (json.currentToken() == JsonToken.START_OBJECT && mayBeOne) {
            readItem(json, format, 0, items);
        } else if (json.currentToken() == JsonToken.START_ARRAY && mayBeMany) {
            for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
                refuseMoreThan(maxItems, batch);
                readItem(json, format, index, items);
            }
        } else {
            String expected = mayBeOne && mayBeMany ? "an object or a list" : mayBeOne ? "an object" : "a list";
            throw ProblemException.malformed("A body of this content type is " + expected + "; "
                    + RejectedField.at(json, expected).getMessage() + '.');
        }
        return batch;
    }

    private static void readItem(JsonParser json, Format format, int index, ItemReader items) throws IOException {
        if (format == Format.JSON || format == Format.LINES) {
            items.read(json, index);
        } else {
            items.readCloudEvent(json, index);
        }
    }

    private void readLines(byte[] body, ItemReader items, InferenceBatch batch) {
        int index = 0;
        for (int from = 0, until; from < body.length; from = until + 1) {
            until = from;
            while (until < body.length && body[until] != '\n') {
                until++;
            }
            if (!isBlank(body, from, until)) {
                refuseMoreThan(maxItems, batch);
                readLine(body, from, until, index++, items, batch);
            }
        }
    }

    private static void readLine(byte[] body, int from, int until, int index, ItemReader items, InferenceBatch batch) {
        InferenceBatch.Mark before = batch.mark();
        try {
            Json.read(body, from, until, json -> {
                readItem(json, Format.LINES, index, items);
                return items;
            });
        } catch (IOException | ProblemException e) {
            // What a broken line has given so far is not what its sender meant.
            batch.backTo(before);
            String fault = e instanceof IOException io ? Json.fault(io) : String.valueOf(e.getMessage());
            batch.reject(new Rejection(index, "", fault, "one JSON value on each line"));
        }
    }

    private static boolean isBlank(byte[] body, int from, int until) {
        for (int at = from; at < until; at++) {
            if (body[at] != ' ' && body[at] != '\r' && body[at] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static void refuseMoreThan(int maxItems, InferenceBatch batch) {
        if (batch.size() >= maxItems) {
            throw ProblemException.tooLarge("A request may have up to " + maxItems + " items; send them in parts.");
        }
    }
}
