package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/** One launcher per data folder. The operating system frees the lock with the process, however that ends. */
final class LauncherLock implements AutoCloseable {
    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException when another launcher runs on the same data */
    static LauncherLock take(Layout layout) {
        try {
            var channel = FileChannel.open(
                    layout.pidFile("launcher").resolveSibling("launcher.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("Sightline already runs on " + layout.data()
                        + ". Stop it first, or use another folder with --data DIR and --port-base N.");
            }
            return new LauncherLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + layout.data(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot free the lock", e);
        }
    }
}
