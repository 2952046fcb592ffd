package dev.sightline.query.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a device's servers counted by themselves in a window, beside what we were told. */
@Schema(description = "What a device's servers counted by themselves in the window, beside what they reported.")
record DeviceUsage(
        TimeWindow window,
        String deviceId,
        Counts counts,
        List<ModelCounts> models,
        List<Failure> errors,
        List<Stream> streams,
        List<Sample> samples) {
    /** Two ways to count the same inferences. */
    @Schema(name = "UsageCounts", description = "Two ways to count the same inferences.")
    record Counts(
            @Schema(description = "What the servers say they did; null when they say nothing.") @Nullable Long server,

            @Schema(description = "What was reported, errors left out.")
            long told,

            @Schema(description = "Of what the servers say, what they did since the last report; it may still come.")
            long pending,

            @Schema(description = "What neither was reported nor may still come; null when the servers say nothing.")
            @Nullable Long missing) {
        static Counts of(@Nullable Long server, long told, long pending) {
            return new Counts(server, told, pending, server == null ? null : Math.max(0, server - told - pending));
        }
    }

    /** The same for one model. */
    @Schema(name = "UsageModelCounts", description = "The same for one model.")
    record ModelCounts(String modelId, Counts counts) {}

    /** Failures of one kind. */
    @Schema(name = "UsageError", description = "Failures of one kind, as the servers counted them.")
    record Failure(
            @Schema(description = "A model or a workflow.") String resourceId,

            @Schema(description = "model, workflows, request or modal.")
            String category,

            @Nullable String type,
            @Nullable Integer status,

            @Schema(description = "Of the last one.") @Nullable String message,

            long count,
            Instant lastAt) {}

    /** One run of a video pipeline. */
    @Schema(name = "VideoStream", description = "One run of a video pipeline.")
    record Stream(
            String streamId,
            @Schema(description = "Models and workflows.") List<String> resources,

            @Schema(description = "Frames per second of the source.") @Nullable Double fps,

            @Schema(description = "Frames per second that were worked on.") @Nullable Double processedFps,

            long frames,
            @Schema(description = "Seconds of video.") double sourceDuration,
            long errors,
            Instant startedAt,
            Instant lastAt) {}

    /** What an aggregator in a video workflow reported of a class: samples, which no total counts. */
    @Schema(name = "UsageSample", description = "What a video workflow reported of a class: samples, in no total.")
    record Sample(
            String modelId,

            @JsonProperty("class") String className,

            long samples,
            double averageConfidence,
            Instant lastAt) {}
}
