package dev.sightline.alert.evaluation;

import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of devices, as the heartbeats left it. */
@ApplicationScoped
class DeviceChanges {
    /** @param state as the beats say: NEW, ONLINE, LATE or OFFLINE */
    record Device(String deviceId, String state, Instant since) {
        boolean isOffline() {
            return state.equals("OFFLINE");
        }
    }

    /** The devices of a workspace, or the one asked for. */
    List<Device> of(Transaction transaction, String workspace, @Nullable String deviceId) {
        return transaction
                .sql("""
                        SELECT device_id, state, since FROM device_state
                        WHERE workspace = :workspace
                          AND (CAST(:device_id AS text) IS NULL OR device_id = CAST(:device_id AS text))
                        ORDER BY device_id
                        """)
                .with("workspace", workspace)
                .with("device_id", deviceId)
                .rows(row -> new Device(row.text("device_id"), row.text("state"), row.instant("since")));
    }

    /** The pipeline's own clock, which devices are judged by; empty before its first beat. */
    Optional<Instant> clock(Transaction transaction) {
        return transaction
                .sql("SELECT min(beat_at) AS beat_at FROM pipeline_clock WHERE beat_at IS NOT NULL")
                .rows(row -> Optional.ofNullable(row.instantOrNull("beat_at")))
                .getFirst();
    }
}
