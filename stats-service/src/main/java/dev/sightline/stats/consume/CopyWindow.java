package dev.sightline.stats.consume;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Which inferences of one partition were stored lately: at most a number of them, and only as far back as the window.
 *
 * <p>What is in it follows from the stored rows alone — their keys and the broker's times, in the order of their offsets —
 * so that a range which is written again after a crash finds the same copies: the window is then rebuilt from the rows
 * below the range.
 *
 * <p>An id is kept as 128 bits of its SHA-256 and the broker's time, in plain arrays: a ring in the order of the rows, and
 * an open-addressed table of places in the ring. 32 to 40 bytes an id, 40 MB per million, in six objects: as a LinkedHashMap
 * it was 100, which the collector looked through again and again.
 */
final class CopyWindow implements Copies {
    private static final int FIRST_CAPACITY = 1024;
    private static final int NONE = -1;

    private final int maxIds;
    private final long windowMillis;
    private final MessageDigest digest = sha256();
    private final byte[] hash = new byte[32];
    private final ByteBuffer hashBytes = ByteBuffer.wrap(hash);

    // The ring. A key that was stored, was forgotten by its age, and is stored again has two places; the table names
    // the later.
    private long[] high;
    private long[] low;
    private long[] loggedAt;
    private int oldest;
    private int count;

    // Place in the ring + 1, 0 for none; linear probing, at most half full.
    private int[] places;
    private int copies;

    CopyWindow(int maxIds, Duration window) {
        this.maxIds = maxIds;
        this.windowMillis = window.toMillis();
        int capacity = Math.clamp(maxIds, 1, FIRST_CAPACITY);
        high = new long[capacity];
        low = new long[capacity];
        loggedAt = new long[capacity];
        places = new int[tableSize(capacity)];
    }

    @Override
    public boolean isCopy(String workspace, String id, int index, long loggedAtMillis) {
        hash(workspace, id, index);
        long keyHigh = hashBytes.getLong(0);
        long keyLow = hashBytes.getLong(Long.BYTES);
        int position = find(keyHigh, keyLow);
        if (position != NONE && loggedAtMillis - loggedAt[places[position] - 1] < windowMillis) {
            copies++;
            return true;
        }
        remember(keyHigh, keyLow, position, loggedAtMillis);
        return false;
    }

    /** Takes a row that is in the table; rows come in the order of their offsets. */
    void add(String workspace, String id, int index, long loggedAtMillis) {
        hash(workspace, id, index);
        long keyHigh = hashBytes.getLong(0);
        long keyLow = hashBytes.getLong(Long.BYTES);
        remember(keyHigh, keyLow, find(keyHigh, keyLow), loggedAtMillis);
    }

    int size() {
        return count;
    }

    @Override
    public int takeCopies() {
        int taken = copies;
        copies = 0;
        return taken;
    }

    private void remember(long keyHigh, long keyLow, int knownAt, long loggedAtMillis) {
        if (knownAt != NONE) {
            removeFromTable(knownAt);
        }
        if (count == high.length) {
            if (count < maxIds) {
                grow();
            } else {
                forgetOldest();
            }
        }
        int place = (oldest + count) % high.length;
        high[place] = keyHigh;
        low[place] = keyLow;
        loggedAt[place] = loggedAtMillis;
        count++;
        addToTable(place);
        while (count > 0 && loggedAtMillis - loggedAt[oldest] >= windowMillis) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        int position = find(high[oldest], low[oldest]);
        if (position != NONE && places[position] == oldest + 1) {
            removeFromTable(position);
        }
        oldest = (oldest + 1) % high.length;
        count--;
    }

    private void grow() {
        int capacity = (int) Math.min(maxIds, 2L * high.length);
        high = inOrder(high, capacity);
        low = inOrder(low, capacity);
        loggedAt = inOrder(loggedAt, capacity);
        oldest = 0;
        places = new int[tableSize(capacity)];
        for (int place = 0; place < count; place++) {
            int known = find(high[place], low[place]);
            if (known == NONE) {
                addToTable(place);
            } else {
                places[known] = place + 1;
            }
        }
    }

    /** The ring's values from the oldest on, at the beginning of a longer array. */
    private long[] inOrder(long[] ring, int capacity) {
        long[] longer = Arrays.copyOfRange(ring, oldest, oldest + capacity);
        System.arraycopy(ring, 0, longer, ring.length - oldest, oldest);
        return longer;
    }

    // --- The table
    // ----------------------------------------------------------------------------------------------------

    private int find(long keyHigh, long keyLow) {
        int mask = places.length - 1;
        for (int position = (int) keyLow & mask; places[position] != 0; position = (position + 1) & mask) {
            int place = places[position] - 1;
            if (low[place] == keyLow && high[place] == keyHigh) {
                return position;
            }
        }
        return NONE;
    }

    private void addToTable(int place) {
        int mask = places.length - 1;
        int position = (int) low[place] & mask;
        while (places[position] != 0) {
            position = (position + 1) & mask;
        }
        places[position] = place + 1;
    }

    /** Moves what follows into the gap, so that no search ends too early (Knuth, volume 3, section 6.4, algorithm R). */
    private void removeFromTable(int removed) {
        int mask = places.length - 1;
        int gap = removed;
        for (int next = (gap + 1) & mask; places[next] != 0; next = (next + 1) & mask) {
            int home = (int) low[places[next] - 1] & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                places[gap] = places[next];
                gap = next;
            }
        }
        places[gap] = 0;
    }

    private static int tableSize(int capacity) {
        return Math.max(4, Integer.highestOneBit(Math.max(1, capacity - 1)) * 4);
    }

    // --- Keys
    // ---------------------------------------------------------------------------------------------------------

    private void hash(String workspace, String id, int index) {
        digest.update(workspace.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(id.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        hashBytes.putInt(0, index);
        digest.update(hash, 0, Integer.BYTES);
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
