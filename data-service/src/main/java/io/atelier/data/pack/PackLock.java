package io.atelier.data.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
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

    private PackLock(Path folder, String key, FileChannel file) {
        this.folder = folder;
        this.key = key;
        this.file = file;
    }

    /** Waits for it. */
    static PackLock await(Path folder, String key) throws IOException {
        PackLock lock = open(folder, key);
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

    /** Takes it if nobody has it. */
    static Optional<PackLock> ifFree(Path folder, String key) throws IOException {
        PackLock lock = open(folder, key);
        boolean isHeld = false;
        try {
            isHeld = lock.file.tryLock() != null;
            return isHeld ? Optional.of(lock) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            if (!isHeld) {
                lock.close();
            }
        }
    }

    private static PackLock open(Path folder, String key) throws IOException {
        Path file = folder.resolve(key + ".lock");
        return new PackLock(folder, key, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** A file of the pack. */
    Path beside(String suffix) {
        return folder.resolve(key + suffix);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
