package dev.sightline.ingest.access;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.json.Rejection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came with each key, and what was refused to it and why: what someone wants to know whose server never shows up.
 *
 * <p>Noted in memory alone, so that no sender waits for it; {@link ActivityPublication} tells the others. Of this instance
 * and since its start, and bounded: there are as many entries as keys, and one for all keys that do not exist.
 */
@Singleton
public class KeyActivity {
    /** Parts of our own paths; everything else in a path was chosen by its sender. */
    private static final Pattern OURS = Pattern.compile(
            "v1|inference-stats|metadata|dataset|upload|annotate|usage|inference|plan|inferences|image|heartbeats|refusals");

    private static final String IN_PART = "rejected-in-part";
    private static final int SHORTEST_SHOWN = 24;
    private static final int SHOWN_OF_KEY = 7;
    private static final int SHOWN = 500;

    private final Map<String, KeyUses> byKey = new ConcurrentHashMap<>();
    private final KeyUses ofUnknownKeys = new KeyUses("", "");
    private final Clock clock;

    KeyActivity(Clock clock) {
        this.clock = clock;
    }

    /** That a report is in the log. */
    public void received(Reporter reporter, ReportKind kind, String deviceId, String serverId, int items) {
        usesOf(reporter.keyId(), reporter.workspace())
                .received(ReportReceived.newBuilder()
                        .setKind(kind)
                        .setReceivedAtMicros(now())
                        .setDeviceId(deviceId)
                        .setServerId(serverId)
                        .setItems(items)
                        .build());
    }

    /** That a key was let in. */
    void used(ApiKeyPublished key) {
        usesOf(key.getKeyId(), key.getWorkspace()).used(now());
    }

    /** That a request with this key was refused. */
    public void refused(Reporter reporter, String method, String path, Map<?, ?> problem) {
        usesOf(reporter.keyId(), reporter.workspace())
                .refused(refusal(method, path, problem).build());
    }

    /** That parts of a request were refused, with the status that they have by themselves; the others were taken. */
    public void refusedInPart(Reporter reporter, String method, String path, List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return;
        }
        Rejection first = rejections.getFirst();
        var problem = ProblemException.invalid(first.field(), first.got(), first.expected());
        usesOf(reporter.keyId(), reporter.workspace())
                .refused(refusal(method, path, problem.members())
                        .setReason(IN_PART)
                        .build());
    }

    /** That a request was refused because its key does not exist, or because it had none. */
    void refusedUnknown(@Nullable String key, String method, String path, Map<?, ?> problem) {
        ofUnknownKeys.refused(refusal(method, withoutNames(path), problem)
                .setKeyHint(hint(key))
                .build());
    }

    /** What is known of a workspace's keys. */
    List<ApiKeyActivity> of(String workspace) {
        return byKey.values().stream()
                .filter(uses -> uses.workspace().equals(workspace))
                .map(KeyUses::shown)
                .sorted(Comparator.comparing(ApiKeyActivity::getKeyId))
                .toList();
    }

    /** What changed since it was last told, of each key no more often than once in the interval. */
    List<ApiKeyActivity> untold(Duration interval) {
        return Stream.concat(byKey.values().stream(), Stream.of(ofUnknownKeys))
                .map(uses -> uses.untold(clock.instant(), interval))
                .filter(Objects::nonNull)
                .toList();
    }

    /** That the others could not be told after all. */
    void notTold(ApiKeyActivity activity) {
        usesOf(activity.getKeyId(), activity.getWorkspace()).notTold();
    }

    private RequestRefused.Builder refusal(String method, String path, Map<?, ?> problem) {
        String type = String.valueOf(problem.get("type"));
        Object field = problem.get("field");
        return RequestRefused.newBuilder()
                .setRefusedAtMicros(now())
                .setMethod(method)
                .setPath(shown(path))
                .setStatus(problem.get("status") instanceof Integer status ? status : 0)
                .setReason(type.substring(type.lastIndexOf(':') + 1))
                .setDetail(shown(String.valueOf(problem.get("detail"))))
                .setField(field == null ? "" : shown(field.toString()));
    }

    private KeyUses usesOf(String keyId, String workspace) {
        return keyId.isEmpty() ? ofUnknownKeys : byKey.computeIfAbsent(keyId, id -> new KeyUses(id, workspace));
    }

    private long now() {
        return Events.micros(clock.instant());
    }

    /** Enough to find the key among one's own, and nothing of what is hardly longer than that. */
    private static String hint(@Nullable String key) {
        return key == null || key.length() < SHORTEST_SHOWN ? "" : key.substring(0, SHOWN_OF_KEY) + '…';
    }

    /** A path without what its sender chose: names that nobody may see when the sender is unknown. */
    static String withoutNames(String path) {
        var rest = new StringBuilder();
        for (String part : path.split("/", 12)) {
            rest.append(rest.isEmpty() && part.isEmpty() ? "" : "/");
            rest.append(part.isEmpty() || OURS.matcher(part).matches() ? part : "…");
        }
        return rest.toString();
    }

    private static String shown(String text) {
        String masked = Secrets.masked(text, null);
        return masked.length() <= SHOWN ? masked : masked.substring(0, SHOWN) + '…';
    }

    /** Unix time in microseconds as an instant; null for 0. */
    static @Nullable Instant instant(long micros) {
        return micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
