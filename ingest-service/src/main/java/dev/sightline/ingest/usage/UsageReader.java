package dev.sightline.ingest.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.InferenceError;
import dev.sightline.contract.events.ServerUsageReported;
import dev.sightline.ingest.access.Secrets;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads one row of a usage report. Its details come as JSON inside a string, and sometimes as an object. */
final class UsageReader {
    private static final int KEY_LENGTH = 1000;
    private static final int DETAILS_LENGTH = 1 << 20;
    private static final int MESSAGE_LENGTH = 1000;
    private static final int ID_BYTES = 16;
    private static final double MOST_FRAMES = 1e15;

    private final InferenceReader times;
    private final Instant receivedAt;
    private final ServerUsageReported.Builder usage = ServerUsageReported.newBuilder();
    private final InferenceError.Builder error = InferenceError.newBuilder();
    private @Nullable String key;
    private String message = "";
    private boolean isBillable;
    private boolean isError;
    private long startedAtNanos;
    private long stoppedAtNanos;

    UsageReader(InferenceReader times, Instant receivedAt) {
        this.times = times;
        this.receivedAt = receivedAt;
    }

    /** Reads a row to its end. */
    UsageReader read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "a row: an object");
        }
        Json.eachField(json, name -> readField(json, name));
        if (usage.getCategory().isEmpty()) {
            throw RejectedField.in(json, "category", "nothing", "what was counted, such as \"model\"");
        }
        return this;
    }

    /** The key in the row, to be looked up and forgotten; null when there is none. */
    @Nullable String key() {
        return key;
    }

    /** The row as an event of a workspace. */
    ServerUsageReported complete(String workspace) {
        usage.setWorkspace(workspace).setReceivedAtMicros(Events.micros(receivedAt));
        usage.setStartedAtMicros(micros(startedAtNanos)).setStoppedAtMicros(micros(stoppedAtNanos));
        if (isError) {
            String masked = Secrets.masked(message, key);
            usage.setError(error.setMessage(masked.substring(0, Math.min(masked.length(), MESSAGE_LENGTH))));
        }
        return usage.setUsageId(id()).build();
    }

    private void readField(JsonParser json, String name) throws IOException {
        switch (name) {
            case "api_key" -> key = Values.text(json, KEY_LENGTH);
            case "timestamp_start" -> startedAtNanos = nanos(json);
            case "timestamp_stop" -> stoppedAtNanos = nanos(json);
            case "exec_session_id" -> usage.setSessionId(Values.idOrNumber(json));
            case "hostname" -> usage.setHostnameHash(Values.id(json));
            case "category" -> usage.setCategory(Values.id(json));
            case "resource_id" -> usage.setResourceId(Values.id(json));
            case "inference_version" -> usage.setServerVersion(Values.id(json));
            case "processed_frames" -> usage.setFrames(frames(json));
            case "fps" -> usage.setFps(Values.seconds(json));
            case "source_duration" -> usage.setSourceDuration(Values.seconds(json));
            case "execution_duration" -> usage.setExecutionDuration(Values.seconds(json));
            case "hosted" -> usage.setIsHosted(json.currentToken() == JsonToken.VALUE_TRUE);
            case "resource_details" -> readDetails(json);
            default -> json.skipChildren();
        }
    }

    private void readDetails(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Json.eachField(json, name -> readDetail(json, name));
            return;
        }
        byte[] details = Values.text(json, DETAILS_LENGTH).getBytes(StandardCharsets.UTF_8);
        try {
            Json.read(details, 0, details.length, inner -> {
                if (inner.currentToken() != JsonToken.START_OBJECT) {
                    throw RejectedField.at(json, "JSON of an object");
                }
                Json.eachField(inner, name -> readDetail(inner, name));
                return this;
            });
        } catch (RejectedField e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw RejectedField.at(json, "JSON of an object");
        }
    }

    private void readDetail(JsonParser json, String name) throws IOException {
        switch (name) {
            case "device_id" -> usage.setDeviceId(Values.id(json));
            case "source_info" -> usage.setSourceInfo(Values.id(json));
            case "billable" -> isBillable = json.currentToken() == JsonToken.VALUE_TRUE;
            case "error" -> {
                isError = true;
                message = json.currentToken().isScalarValue() ? json.getText() : "";
                json.skipChildren();
            }
            case "error_type" -> {
                isError = true;
                error.setType(Values.id(json));
            }
            case "error_status_code" -> {
                isError = true;
                error.setStatus(Values.whole(json, 0, 999));
            }
            default -> json.skipChildren();
        }
    }

    private static long frames(JsonParser json) throws IOException {
        double frames = Values.number(json);
        if (!(frames >= 0 && frames <= MOST_FRAMES)) {
            throw RejectedField.at(json, "a number of frames, 0 or more");
        }
        return Math.round(frames);
    }

    private static long nanos(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        double nanos = Values.number(json);
        if (Math.abs(nanos) > Long.MAX_VALUE) {
            throw RejectedField.at(json, "Unix time in nanoseconds");
        }
        return (long) nanos;
    }

    /** A count may be old, since it waits on its server until we take it; a time that cannot be is ours. */
    private long micros(long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        Instant at = Instant.EPOCH.plusNanos(nanos);
        return times.isPlausible(at, receivedAt) ? micros : Events.micros(receivedAt);
    }

    /** When the count began; rows that do not say are told apart by their end, or else by when they came. */
    private String begin() {
        long told = startedAtNanos == 0 ? stoppedAtNanos : startedAtNanos;
        return told == 0 ? receivedAt.toString() : Long.toString(told);
    }

    private String id() {
        String named = String.join(
                "\n",
                usage.getWorkspace(),
                usage.getSessionId(),
                usage.getHostnameHash(),
                usage.getCategory(),
                usage.getResourceId(),
                Boolean.toString(isBillable),
                Boolean.toString(isError),
                error.getType(),
                Integer.toString(error.getStatus()),
                begin());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
