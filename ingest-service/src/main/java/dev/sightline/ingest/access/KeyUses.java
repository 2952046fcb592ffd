package dev.sightline.ingest.access;

import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came with one key. The same refusal again moves to the front and is counted; whatever a path names, it is the same:
 * a store that is away refuses the image of every inference.
 */
final class KeyUses {
    private static final int REFUSALS = 20;

    private final String keyId;
    private final String workspace;
    private final Map<ReportKind, ReportReceived> received = new EnumMap<>(ReportKind.class);
    private final Deque<RequestRefused> refusals = new ArrayDeque<>(REFUSALS);
    private volatile long lastUsedAtMicros;
    private volatile boolean isUntold;
    private Instant toldAt = Instant.EPOCH;

    KeyUses(String keyId, String workspace) {
        this.keyId = keyId;
        this.workspace = workspace;
    }

    String workspace() {
        return workspace;
    }

    /** Comes with every request, and takes no lock. */
    void used(long atMicros) {
        lastUsedAtMicros = atMicros;
        isUntold = true;
    }

    synchronized void received(ReportReceived report) {
        received.put(report.getKind(), report);
        isUntold = true;
    }

    synchronized void refused(RequestRefused refusal) {
        long before = 0;
        for (Iterator<RequestRefused> each = refusals.iterator(); each.hasNext() && before == 0; ) {
            RequestRefused earlier = each.next();
            if (isSame(earlier, refusal)) {
                before = earlier.getCount();
                each.remove();
            }
        }
        if (refusals.size() == REFUSALS) {
            refusals.removeLast();
        }
        refusals.addFirst(refusal.toBuilder().setCount(before + 1).build());
        isUntold = true;
    }

    synchronized ApiKeyActivity shown() {
        return ApiKeyActivity.newBuilder()
                .setKeyId(keyId)
                .setWorkspace(workspace)
                .setLastUsedAtMicros(lastUsedAtMicros)
                .addAllReceived(received.values())
                .addAllRefusals(refusals)
                .build();
    }

    /** What is to be told now; null when nothing changed, or when something was told within the interval. */
    synchronized @Nullable ApiKeyActivity untold(Instant now, Duration interval) {
        if (!isUntold || now.isBefore(toldAt.plus(interval))) {
            return null;
        }
        toldAt = now;
        isUntold = false; // First: what comes from here on is told the next time.
        return shown();
    }

    void notTold() {
        isUntold = true;
    }

    private static boolean isSame(RequestRefused one, RequestRefused other) {
        return one.getReason().equals(other.getReason())
                && KeyActivity.withoutNames(one.getPath()).equals(KeyActivity.withoutNames(other.getPath()))
                && one.getMethod().equals(other.getMethod())
                && one.getField().equals(other.getField())
                && one.getDetail().equals(other.getDetail())
                && one.getKeyHint().equals(other.getKeyHint());
    }
}
