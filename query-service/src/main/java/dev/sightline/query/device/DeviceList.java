package dev.sightline.query.device;

import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Every device that answered in a window or in the one before, or lately gave a sign of life; by requests, then name. */
@Schema(description = "Every device that answered in the window or in the one before, or lately gave a sign of life.")
record DeviceList(TimeWindow window, TimeWindow previousWindow, List<Device> devices) {
    /**
     * A device's figures, and what it said of itself last.
     *
     * @param servers inference servers that were heard of on it
     * @param models ids of the model versions that it asked in the window
     */
    @Schema(description = "A device's figures, and what it said of itself last.")
    record Device(
            String deviceId,
            List<String> tags,

            @Schema(description = "Inference servers that were heard of on it.")
            int servers,

            List<String> serverVersions,

            @Schema(description = "Ids of the model versions that it asked in the window.")
            List<String> models,

            Figure requests,
            Figure averageConfidence,

            @Schema(description = "Mean seconds over the inferences that carry a time.")
            Figure averageInferenceTime,

            long errors,

            @Schema(description = "Share of requests that failed, of those that were reported.")
            Figure errorRate,

            @Nullable Instant lastInferenceAt,
            @Nullable Instant lastHeartbeatAt,
            @Nullable String platform,
            @Nullable String hostname,

            @Schema(
                    description =
                            "Seconds that its clock is ahead of ours, as of its last report; 0 when it is right as far"
                                    + " as that tells, null when nothing tells.")
            @Nullable Double clockSkew,

            @Schema(description = "Times that a server process of it started in the window.")
            int restarts,

            @Schema(description = "Whether a server on it reports sums in place of inferences; it needs an update.")
            boolean isServerTooOld,

            @Schema(description = "What its servers count by themselves; null when they do not say.") @Nullable ServerCounts serverCounts) {}

    /** What servers say that they did in the window, beside what they reported. */
    @Schema(description = "What servers say that they did in the window; more than was reported is a gap.")
    record ServerCounts(
            long inferences,

            @Schema(description = "Failures, which no report has.")
            long errors,

            @Schema(description = "Video streams.") int streams) {}
}
