package dev.sightline.query.apikey;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came with the workspace's API keys, and what was refused: for whoever asks why a server never shows up. */
@Schema(name = "KeyActivity", description = "What came with the workspace's API keys, and what was refused.")
record KeyActivityView(
        @Schema(description = "Whether all that was told is known; while it is false, nothing means that nobody knows.")
        boolean isComplete,

        @Schema(description = "In the order of the list of keys, revoked ones included.")
        List<KeyUse> apiKeys,

        @Schema(description = "Requests without a key that exists, which belong to no workspace; the latest first.")
        List<Refusal> unknownKeys) {
    private static final int MOST_REFUSALS = 20;

    static KeyActivityView of(List<ApiKeyView> keys, KeyActivities activities, String workspace) {
        Map<String, List<ApiKeyActivity>> byKey =
                activities.of(workspace).stream().collect(Collectors.groupingBy(ApiKeyActivity::getKeyId));
        return new KeyActivityView(
                activities.isComplete(),
                keys.stream()
                        .map(key -> KeyUse.of(key, byKey.getOrDefault(key.id().toString(), List.of())))
                        .toList(),
                Refusal.merged(activities.ofUnknownKeys().stream()));
    }

    /** When a key was last used, as far as instances of ingest-service tell; null when none of them does. */
    static @Nullable Instant lastUsedAt(List<ApiKeyActivity> activities) {
        return activities.stream()
                .map(ApiKeyActivity::getLastUsedAtMicros)
                .filter(micros -> micros != 0)
                .max(Comparator.naturalOrder())
                .map(KeyActivityView::instant)
                .orElse(null);
    }

    /** A key, the last report of each kind that came with it, and what was refused to it. */
    @Schema(name = "KeyUse", description = "A key, the last report of each kind, and what was refused to it.")
    record KeyUse(
            UUID id,
            String name,

            @Schema(description = "The key's first characters.")
            String hint,

            @Nullable Instant revokedAt,

            @Schema(description = "When it last opened something; null for never.") @Nullable Instant lastUsedAt,

            @Schema(description = "The latest first.") List<Report> received,
            @Schema(description = "The latest first.") List<Refusal> refusals) {
        static KeyUse of(ApiKeyView key, List<ApiKeyActivity> activities) {
            return new KeyUse(
                    key.id(),
                    key.name(),
                    key.hint(),
                    key.revokedAt(),
                    key.usedAt(KeyActivityView.lastUsedAt(activities)).lastUsedAt(),
                    Report.latest(activities),
                    Refusal.merged(activities.stream()));
        }
    }

    /** A report that was taken. */
    @Schema(name = "LastReport", description = "The last report of a kind.")
    record Report(
            @Schema(
                    description =
                            "Of pingback, inferences, heartbeats, metadata, image, annotation, usage and samples.")
            String kind,

            Instant at,

            @Schema(description = "Null when the report names none.") @Nullable String deviceId,

            @Schema(description = "Null when the report names none.") @Nullable String serverId,

            @Schema(description = "What it brought: so many inferences, beats or rows.")
            int items) {
        private static final String PREFIX = "REPORT_KIND_";

        static List<Report> latest(List<ApiKeyActivity> activities) {
            Map<ReportKind, ReportReceived> byKind = new EnumMap<>(ReportKind.class);
            var later = BinaryOperator.maxBy(Comparator.comparingLong(ReportReceived::getReceivedAtMicros));
            activities.stream()
                    .flatMap(activity -> activity.getReceivedList().stream())
                    .forEach(report -> byKind.merge(report.getKind(), report, later));
            return byKind.values().stream()
                    .sorted(Comparator.comparingLong(ReportReceived::getReceivedAtMicros)
                            .reversed())
                    .map(Report::of)
                    .toList();
        }

        private static Report of(ReportReceived report) {
            return new Report(
                    report.getKind().name().replace(PREFIX, "").toLowerCase(Locale.ROOT),
                    instant(report.getReceivedAtMicros()),
                    emptyToNull(report.getDeviceId()),
                    emptyToNull(report.getServerId()),
                    report.getItems());
        }
    }

    /** A request that was refused, and how often the same was. */
    @Schema(name = "Refusal", description = "A request that was refused, and how often the same was.")
    record Refusal(
            @Schema(description = "The last time.") Instant at,
            String method,

            @Schema(description = "Without its query; empty when the key stood in the body.")
            String path,

            int status,

            @Schema(
                    description = "The last part of the problem's type, such as malformed-body; rejected-in-part when"
                            + " the rest of the request was taken.")
            String reason,

            String detail,

            @Schema(description = "Null when it was not a field.") @Nullable String field,

            long count,

            @Schema(
                    description =
                            "First characters of a key that does not exist; null for a key that does, and when there"
                                    + " was none or it is too short to show any of it.")
            @Nullable String keyHint) {
        static List<Refusal> merged(Stream<ApiKeyActivity> activities) {
            Map<RequestRefused, RequestRefused> bySame = new HashMap<>();
            activities
                    .flatMap(activity -> activity.getRefusalsList().stream())
                    .forEach(refused -> bySame.merge(
                            refused.toBuilder()
                                    .clearRefusedAtMicros()
                                    .clearCount()
                                    .build(),
                            refused,
                            Refusal::together));
            return bySame.values().stream()
                    .sorted(Comparator.comparingLong(RequestRefused::getRefusedAtMicros)
                            .reversed())
                    .limit(MOST_REFUSALS)
                    .map(Refusal::of)
                    .toList();
        }

        private static RequestRefused together(RequestRefused one, RequestRefused other) {
            return one.toBuilder()
                    .setRefusedAtMicros(Math.max(one.getRefusedAtMicros(), other.getRefusedAtMicros()))
                    .setCount(one.getCount() + other.getCount())
                    .build();
        }

        private static Refusal of(RequestRefused refused) {
            return new Refusal(
                    instant(refused.getRefusedAtMicros()),
                    refused.getMethod(),
                    refused.getPath(),
                    refused.getStatus(),
                    refused.getReason(),
                    refused.getDetail(),
                    emptyToNull(refused.getField()),
                    refused.getCount(),
                    emptyToNull(refused.getKeyHint()));
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
