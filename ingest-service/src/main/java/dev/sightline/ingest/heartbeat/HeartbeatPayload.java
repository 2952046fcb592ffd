package dev.sightline.ingest.heartbeat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import dev.sightline.ingest.json.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Turns a posted body into heartbeats: one, or a list of them. */
@ApplicationScoped
class HeartbeatPayload {
    private final Clock clock;
    private final int maxItems;

    HeartbeatPayload(IngestConfig config, Clock clock) {
        this.clock = clock;
        this.maxItems = config.limits().items();
    }

    /** What a body brings: beats, and items that were refused. */
    record Batch(List<HeartbeatReceived> beats, List<Rejection> rejections) {
        int size() {
            return beats.size() + rejections.size();
        }
    }

    Batch read(InputStream body, String workspace) {
        var batch = new Batch(new ArrayList<>(), new ArrayList<>());
        long receivedAt = Events.micros(clock.instant());
        return Json.read(body, json -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                add(json, 0, workspace, receivedAt, batch);
                return batch;
            }
            for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
                if (index == maxItems) {
                    throw ProblemException.tooLarge("A request may have up to " + maxItems + " heartbeats.");
                }
                add(json, index, workspace, receivedAt, batch);
            }
            return batch;
        });
    }

    private static void add(JsonParser json, int index, String workspace, long receivedAt, Batch batch)
            throws IOException {
        int around = json.getParsingContext().getNestingDepth();
        int depth = json.currentToken().isStructStart() ? around : around + 1;
        var beat = HeartbeatReceived.newBuilder().setWorkspace(workspace).setReceivedAtMicros(receivedAt);
        try {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RejectedField.at(json, "a heartbeat: an object");
            }
            Json.eachField(json, name -> readField(json, name, beat));
            if (beat.getDeviceId().isBlank()) {
                throw RejectedField.in(json, "device_id", "nothing", "the name of a device");
            }
            batch.beats().add(beat.build());
        } catch (RejectedField e) {
            batch.rejections().add(e.atIndex(index, depth));
            Json.leave(json, depth);
        }
    }

    private static void readField(JsonParser json, String name, HeartbeatReceived.Builder beat) throws IOException {
        switch (name) {
            case "device_id" -> beat.setDeviceId(Values.id(json));
            case "server_id" -> beat.setServerId(Values.id(json));
            case "server_version" -> beat.setServerVersion(Values.id(json));
            // Whatever the device's clock says: it is kept, and never decides whether the device is alive.
            case "timestamp" -> beat.setSentAtMicros(Events.micros(Values.instant(json)));
            case "interval_seconds" -> beat.setIntervalSeconds(Values.seconds(json));
            case "tags" -> beat.clearTags().addAllTags(Values.tags(json));
            case "platform" -> beat.setPlatform(Values.id(json));
            case "hostname" -> beat.setHostname(Values.id(json));
            default -> json.skipChildren();
        }
    }
}
