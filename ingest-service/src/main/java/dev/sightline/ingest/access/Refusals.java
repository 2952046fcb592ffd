package dev.sightline.ingest.access;

import dev.sightline.contract.access.ApiKeyPublished;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each key was last used here, and what was last refused to it and why: what someone wants to know whose server never
 * shows up.
 *
 * <p>Of this instance and since its start alone, and bounded: only keys that exist are remembered, and {@value #OF_A_KEY}
 * refusals of each.
 */
@Singleton
public class Refusals {
    private static final int OF_A_KEY = 20;
    private static final int SHOWN = 500;

    private final Map<String, Uses> byKey = new ConcurrentHashMap<>();
    private final Clock clock;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /**
     * A request that was refused.
     *
     * @param path without its query, which may hold a key
     * @param reason the last part of the problem's type
     * @param field what was wrong; null when it was not a field
     */
    public record Refusal(
            Instant at,
            String method,
            String path,
            int status,
            String reason,
            String detail,
            @Nullable String field) {}

    /**
     * A key and what came with it.
     *
     * @param lastReceivedAt null when the key was refused whenever it came
     * @param refusals the latest first
     */
    public record KeyUse(String keyId, @Nullable Instant lastReceivedAt, List<Refusal> refusals) {}

    /** That a key was let in. */
    void received(ApiKeyPublished key) {
        usesOf(key).lastReceivedAt = clock.millis();
    }

    /** That a request with this key was refused. */
    void refused(ApiKeyPublished key, String method, String path, Map<?, ?> problem) {
        String type = String.valueOf(problem.get("type"));
        Object field = problem.get("field");
        var refusal = new Refusal(
                clock.instant(),
                method,
                shortened(path),
                problem.get("status") instanceof Integer status ? status : 0,
                type.substring(type.lastIndexOf(':') + 1),
                shortened(Secrets.masked(String.valueOf(problem.get("detail")), null)),
                field == null ? null : shortened(field.toString()));
        usesOf(key).add(refusal);
    }

    /** What is known of a workspace's keys. */
    public List<KeyUse> of(String workspace) {
        return byKey.entrySet().stream()
                .filter(entry -> entry.getValue().workspace.equals(workspace))
                .map(entry -> entry.getValue().shown(entry.getKey()))
                .sorted(Comparator.comparing(KeyUse::keyId))
                .toList();
    }

    private Uses usesOf(ApiKeyPublished key) {
        return byKey.computeIfAbsent(key.getKeyId(), _ -> new Uses(key.getWorkspace()));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + '…';
    }

    private static final class Uses {
        private final String workspace;
        private final Deque<Refusal> refusals = new ArrayDeque<>(OF_A_KEY);
        private volatile long lastReceivedAt;

        Uses(String workspace) {
            this.workspace = workspace;
        }

        synchronized void add(Refusal refusal) {
            if (refusals.size() == OF_A_KEY) {
                refusals.removeLast();
            }
            refusals.addFirst(refusal);
        }

        synchronized KeyUse shown(String keyId) {
            Instant received = lastReceivedAt == 0 ? null : Instant.ofEpochMilli(lastReceivedAt);
            return new KeyUse(keyId, received, List.copyOf(refusals));
        }
    }
}
