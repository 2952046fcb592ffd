package dev.sightline.ingest.pingback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pingback while it is read: the envelope that says who reports, and the results of the last minute in it.
 *
 * <p>Servers write the envelope first, so that each result goes on as soon as it is read. Results that come before the
 * whole envelope wait for it, up to a bound.
 */
final class Pingback {
    /** How often servers report unless they are told otherwise; the pingback does not say. */
    private static final double INTERVAL_SECONDS = 60;

    private static final double FARTHEST_SECOND = 1e11;

    /** Index of what is refused in the envelope and not in a result. */
    private static final int ENVELOPE = -1;

    /** Results of keys that are unknown here after which nobody goes on reading for one that is not. */
    private static final int MOST_STRANGERS = 1000;

    private static final int MAX_WAITING = 10_000;
    private static final long MAX_WAITING_BYTES = 16L * 1024 * 1024;

    private final Gate gate;
    private final ResultReader results;
    private final PingbackSink sink;
    private final HeartbeatReceived.Builder envelope;
    private final Set<Part> missing = EnumSet.allOf(Part.class);
    private final List<Result> waiting = new ArrayList<>();
    private final Shape shape = new Shape();
    private @Nullable Reporter reporter;
    private ProblemException refusal = Gate.noKey();
    private int strangers;
    private String macAddress = "";

    Pingback(Gate gate, ResultReader results, PingbackSink sink, @Nullable Reporter keyed, Instant receivedAt) {
        this.gate = gate;
        this.results = results;
        this.sink = sink;
        this.envelope = HeartbeatReceived.newBuilder()
                .setReceivedAtMicros(Events.micros(receivedAt))
                .setIntervalSeconds(INTERVAL_SECONDS);
        enter(keyed);
    }

    /** What of the envelope goes into every inference. */
    private enum Part {
        KEY,
        DEVICE,
        SERVER,
        VERSION,
        TAGS
    }

    /**
     * An entry of the results.
     *
     * @param own who holds the key of its own request; null when that key is not registered here
     * @param requestTime as the sender has it, even where it cannot be; null when it says nothing
     */
    record Result(
            int index, @Nullable Reporter own, @Nullable Instant requestTime, List<InferenceDraft> inferences) {}

    /** Reads the whole post, and hands over its heartbeat last. */
    Pingback read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw ProblemException.malformed("A pingback is an object.");
        }
        Json.eachField(json, name -> readField(json, name));
        for (Result result : waiting) {
            handOver(result);
        }
        endWith(reporter);
        return this;
    }

    private void endWith(@Nullable Reporter sender) {
        if (sender != null) {
            envelope.setDeviceId(deviceId()).setReportsAggregates(shape.isAggregates());
            sink.accept(envelope.setWorkspace(sender.workspace()).build());
        } else if (sink.byOwner().isEmpty()) {
            throw refusal;
        } else {
            sink.reject(new Rejection(ENVELOPE, "api_key", "none that reports here", "a key of a workspace"));
        }
    }

    /** Servers get a new id with each start, unless told otherwise: what stays is the device, or else its names. */
    private String deviceId() {
        if (!envelope.getDeviceId().isEmpty()) {
            return envelope.getDeviceId();
        }
        return envelope.getHostname().isEmpty() ? macAddress : envelope.getHostname();
    }

    private void readField(JsonParser json, String name) throws IOException {
        try {
            switch (name) {
                case "api_key" -> readKey(json);
                case "device_id" -> {
                    envelope.setDeviceId(Values.id(json));
                    missing.remove(Part.DEVICE);
                }
                case "inference_server_id" -> {
                    envelope.setServerId(Values.id(json));
                    missing.remove(Part.SERVER);
                }
                case "inference_server_version" -> {
                    envelope.setServerVersion(Values.id(json));
                    missing.remove(Part.VERSION);
                }
                case "tags" -> {
                    envelope.clearTags().addAllTags(Values.tags(json));
                    missing.remove(Part.TAGS);
                }
                // Not when the report was sent: when the process started.
                case "timestamp" -> envelope.setStartedAtMicros(startedAtMicros(json));
                case "platform" -> envelope.setPlatform(Values.id(json));
                case "hostname" -> envelope.setHostname(Values.id(json));
                case "mac_address" -> macAddress = Values.id(json);
                case "inference_results" -> readResults(json);
                default -> {
                    shape.sawOther(json.currentToken());
                    json.skipChildren();
                }
            }
        } catch (RejectedField e) {
            // A server never sends its report again: a strange envelope field is no reason to lose the minute.
            sink.reject(e.atIndex(ENVELOPE, 1));
            Json.leave(json, 2);
        }
    }

    private void readKey(JsonParser json) throws IOException {
        if (reporter == null) { // A key in header or query goes first.
            enter(admitted(Values.id(json)));
            missing.remove(Part.KEY);
        }
    }

    /** A server without a key of its own names that of its latest request; the results may be of others, whom we know. */
    private @Nullable Reporter admitted(String key) {
        try {
            return gate.admit(key);
        } catch (ProblemException e) {
            refusal = e;
            return null;
        }
    }

    private void enter(@Nullable Reporter admitted) {
        if (admitted != null) {
            sink.open(admitted);
            reporter = admitted;
            missing.remove(Part.KEY);
        }
    }

    /** Unix seconds, as a string or a number; anything else says nothing. */
    private static long startedAtMicros(JsonParser json) throws IOException {
        double seconds = json.currentToken() == JsonToken.VALUE_STRING
                ? NumberInput.looksLikeValidNumber(json.getText()) ? Double.parseDouble(json.getText()) : 0
                : Values.numberOrNaN(json);
        json.skipChildren();
        return seconds > 0 && seconds < FARTHEST_SECOND ? Events.micros(Values.ofUnixSeconds(seconds)) : 0;
    }

    private void readResults(JsonParser json) throws IOException {
        shape.sawResults();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            shape.sawResult();
            throw RejectedField.at(json, "a list of results");
        }
        long start = json.currentLocation().getByteOffset();
        int depth = json.getParsingContext().getNestingDepth() + 1;
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            shape.sawResult();
            try {
                Result result = results.read(json, index, envelope.getReceivedAtMicros());
                shape.sawInference();
                note(result.requestTime());
                place(result, json.currentLocation().getByteOffset() - start);
            } catch (RejectedField e) {
                Rejection rejection = e.atIndex(index, depth);
                shape.sawRejected(rejection.field());
                sink.reject(rejection);
                Json.leave(json, depth);
            }
        }
    }

    private void note(@Nullable Instant requestTime) {
        if (requestTime != null) {
            long newest = Math.max(envelope.getNewestResultAtMicros(), Events.micros(requestTime));
            envelope.setNewestResultAtMicros(newest);
        }
    }

    private void place(Result result, long bytes) {
        if (missing.isEmpty()) {
            handOver(result);
            return;
        }
        if (waiting.size() == MAX_WAITING || bytes > MAX_WAITING_BYTES) {
            throw ProblemException.tooLarge("A pingback of this size names api_key, device_id, inference_server_id,"
                    + " inference_server_version and tags before inference_results.");
        }
        waiting.add(result);
    }

    private void handOver(Result result) {
        Reporter owner = result.own() == null ? reporter : result.own();
        if (owner == null) {
            refuse(result);
            return;
        }
        for (InferenceDraft draft : result.inferences()) {
            InferenceRecorded.Builder inference = draft.fields();
            if (inference.getServerId().isEmpty()) {
                inference.setServerId(envelope.getServerId());
            }
            if (inference.getServerVersion().isEmpty()) {
                inference.setServerVersion(envelope.getServerVersion());
            }
            inference.setWorkspace(owner.workspace()).setDeviceId(deviceId()).addAllTags(envelope.getTagsList());
            sink.accept(result.index(), draft, owner);
        }
    }

    /** Neither the report's key nor the result's own is known here. */
    private void refuse(Result result) {
        if (++strangers > MOST_STRANGERS && sink.byOwner().isEmpty()) {
            throw refusal; // Whoever that is does not report here.
        }
        sink.reject(new Rejection(
                result.index(), "inference.request.api_key", "none that reports here", "a key of a workspace"));
    }
}
