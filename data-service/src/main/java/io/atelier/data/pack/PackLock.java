package io.atelier.data.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to make a pack, which one process has at a time, until it closes the lock or ends. A process must not ask for a
 * lock that it holds: asking may lose it.
 */
final class PackLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PackLock.class);

    private final Path folder;
    private final String key;
    private final FileChannel file;

    private PackLock(Path folder, String key) throws IOException {
        this.folder = folder;
        this.key = key;
        this.file = FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Waits for it. */
    static PackLock await(Path folder, String key) throws IOException {
        PackLock lock = new PackLock(folder, key);
        boolean isHeld = false;
        try {
            if (lock.file.tryLock() == null) {
                LOG.info("Another process writes the pack {} in {}: waiting for it", key, folder);
                lock.file.lock();
            }
            isHeld = true;
            return lock;
        } finally {
            if (!isHeld) {
                lock.close();
            }
        }
    }

    /** Empty if somebody holds it. */
    static Optional<PackLock> ofNobody(Path folder, String key) throws IOException {
        PackLock lock = new PackLock(folder, key);
        if (lock.isFree()) {
            return Optional.of(lock);
        }
        lock.close();
        return Optional.empty();
    }

    /** A file of the pack. */
    Path beside(String suffix) {
        return folder.resolve(key + suffix);
    }

    private boolean isFree() throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
