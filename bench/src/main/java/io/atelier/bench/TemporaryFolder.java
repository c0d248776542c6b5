package io.atelier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder that is gone, with all that is in it, when it is closed, or when this process is told to end before that. */
public final class TemporaryFolder implements AutoCloseable {

    private static final Set<TemporaryFolder> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** @param prefix of its name */
    public static TemporaryFolder open(String prefix) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
        OPEN.add(folder);
        return folder;
    }

    /** Closes all that are open: to be called at the end of this process, after that of all who write to them. */
    public static void closeAll() throws IOException {
        for (TemporaryFolder folder : OPEN) {
            folder.close();
        }
    }

    public Path path() {
        return path;
    }

    /** Returns when all is gone, whichever thread deletes it. */
    @Override
    public synchronized void close() throws IOException {
        if (OPEN.contains(this)) {
            delete();
            OPEN.remove(this);
        }
    }

    private void delete() throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(path)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path found : paths) {
            Files.deleteIfExists(found);
        }
    }
}
