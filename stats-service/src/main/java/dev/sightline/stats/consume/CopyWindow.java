package dev.sightline.stats.consume;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which inferences of one partition were stored lately: at most a number of them, and only as far back as the window.
 *
 * <p>What is in it follows from the stored rows alone — their keys and the broker's times, in the order of their offsets —
 * so that a range which is written again after a crash finds the same copies: the window is then rebuilt from the rows
 * below the range. An id is kept as 128 bits of its SHA-256, about 100 bytes with all that holds it: 100 MB per million.
 */
final class CopyWindow implements Copies {
    private final int maxIds;
    private final long windowMillis;
    private final MessageDigest digest = sha256();
    private final LinkedHashMap<Key, Long> stored = new LinkedHashMap<>();
    private int copies;

    CopyWindow(int maxIds, Duration window) {
        this.maxIds = maxIds;
        this.windowMillis = window.toMillis();
    }

    @Override
    public boolean isCopy(String workspace, String id, int index, long loggedAtMillis) {
        var key = key(workspace, id, index);
        Long before = stored.get(key);
        if (before != null && loggedAtMillis - before < windowMillis) {
            copies++;
            return true;
        }
        remember(key, loggedAtMillis);
        return false;
    }

    /** Takes a row that is in the table; rows come in the order of their offsets. */
    void add(String workspace, String id, int index, long loggedAtMillis) {
        remember(key(workspace, id, index), loggedAtMillis);
    }

    int size() {
        return stored.size();
    }

    @Override
    public int takeCopies() {
        int taken = copies;
        copies = 0;
        return taken;
    }

    private void remember(Key key, long loggedAtMillis) {
        // Removed first, so that it stands last: the oldest is dropped from the front.
        stored.remove(key);
        stored.put(key, loggedAtMillis);
        var oldest = stored.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Key, Long> entry = oldest.next();
            if (stored.size() <= maxIds && loggedAtMillis - entry.getValue() < windowMillis) {
                return;
            }
            oldest.remove();
        }
    }

    private Key key(String workspace, String id, int index) {
        digest.update(workspace.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(id.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        var hash = ByteBuffer.wrap(
                digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(index).array()));
        return new Key(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Key(long high, long low) {}
}
