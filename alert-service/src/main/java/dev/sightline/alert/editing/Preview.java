package dev.sightline.alert.editing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.alert.judge.Figures;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a rule would have done. */
@Schema(name = "AlertRulePreview")
record Preview(
        Instant from,
        Instant until,

        @Schema(description = "The first threshold, where it is on the scale of the figure") @Nullable Double threshold,

        List<PreviewSeries> series,

        @Schema(description = "To all recipients together, limits taken into account")
        int mailsWouldBeSent) {
    /** One series of it. */
    @Schema(name = "AlertRulePreviewSeries")
    record PreviewSeries(
            @Nullable String model,
            @Nullable String version,
            @JsonProperty("class") @Nullable String className,
            @Nullable String deviceId,

            @Schema(description = "Every bucket: figure, baseline, and the edges of what is ordinary")
            List<Figures> points,

            List<PreviewIncident> incidents,

            @Schema(description = "Why there is no verdict on the last bucket; null when there is one") @Nullable String missing) {}

    /** An incident that it would have opened. */
    @Schema(name = "AlertRulePreviewIncident")
    record PreviewIncident(
            Instant openedAt,
            @Nullable Instant closedAt,

            @Schema(enumeration = {"warning", "critical"}) String peakSeverity,

            Figures openedFigures) {}
}
