package io.atelier.data.pack;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Source;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs in a folder. A pack is named after a hash of what it was made from, so images that changed are another pack. It gets
 * its name when it is whole; who is killed while packing leaves nothing that is ever used. Several processes may share the
 * folder: one packs, the others wait for it.
 */
public final class Packs {

    private static final Logger LOG = LoggerFactory.getLogger(Packs.class);
    private static final int KEY_DIGITS = 16;

    private final Path folder;
    private final double unreadableShare;

    /**
     * @param folder for packs, created if needed
     * @param unreadableShare of a dataset's images that may be left out because they can't be read
     */
    public Packs(Path folder, double unreadableShare) {
        this.folder = folder.toAbsolutePath().normalize();
        this.unreadableShare = unreadableShare;
    }

    /** Opens what is to be packed. */
    @FunctionalInterface
    public interface Opening {
        Source open() throws DatasetException, InterruptedException;
    }

    /**
     * The dataset that a source makes: mapped if it is packed already, else packed first.
     *
     * @param name of the dataset
     * @throws DatasetException if too many images can't be read, if they change meanwhile, or if there is no room
     */
    public Dataset open(String name, Source source, SourceSettings settings)
            throws DatasetException, InterruptedException {
        return open(name, source.fingerprint(), () -> source, settings, MakingListener.NONE);
    }

    /**
     * The same for a source whose fingerprint is known before it is open: it is opened, and closed, only if it is not packed.
     *
     * @param fingerprint of the source
     * @param listener is told how far the packing is
     */
    public Dataset open(
            String name, String fingerprint, Opening opening, SourceSettings settings, MakingListener listener)
            throws DatasetException, InterruptedException {
        String key = name + "-" + fingerprint.substring(0, KEY_DIGITS);
        Path pack = folder.resolve(key + ".pack");
        try {
            Files.createDirectories(folder);
            // Closing it gives the lock back.
            try (FileChannel channel = FileChannel.open(
                    folder.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel, pack);
                Optional<Dataset> whole = whole(pack);
                if (whole.isPresent()) {
                    return whole.get();
                }
                try (Source source = opening.open()) {
                    requireDescribable(name, source);
                    pack(name, source, settings, fingerprint, pack, listener);
                }
                return PackFile.open(pack);
            }
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw new DatasetException(
                    "Cannot write the pack %s: %s; expected room and the right to write: set atelier.data.packs to another folder"
                            .formatted(pack, e),
                    e);
        }
    }

    /** Before it is packed: what can't be said of a dataset afterwards is refused. */
    private static void requireDescribable(String name, Source source) throws DatasetException {
        try {
            PackWriter.describe(name, source, source.train(), source.test(), "0".repeat(64), source.details());
        } catch (IllegalArgumentException e) {
            throw new DatasetException(
                    "%s can't become a dataset: %s. Expected images of a size that can be used: set atelier.data.image-size if it is that"
                            .formatted(source.place(), e.getMessage()),
                    e);
        }
    }

    private static void lock(FileChannel channel, Path pack) throws IOException {
        if (channel.tryLock() == null) {
            LOG.info("Another process writes {}: waiting for it", pack);
            channel.lock();
        }
    }

    /** It, if it is there and whole; a damaged one is said and made anew. */
    private static Optional<Dataset> whole(Path pack) throws InterruptedException {
        if (!Files.exists(pack)) {
            return Optional.empty();
        }
        try {
            Dataset dataset = PackFile.open(pack);
            LOG.info("Mapped {}, whose checksum is right", pack);
            return Optional.of(dataset);
        } catch (DatasetException e) {
            LOG.warn("The pack is made anew: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void pack(
            String name, Source source, SourceSettings settings, String fingerprint, Path pack, MakingListener listener)
            throws IOException, DatasetException, InterruptedException {
        requireRoom(source);
        Path part = folder.resolve(pack.getFileName() + ".part");
        try {
            PackWriter.write(name, source, settings, unreadableShare, part, listener);
            if (!source.fingerprint().equals(fingerprint)) {
                throw new DatasetException(
                        "%s changed while it was packed: expected its files to stay as they are; start the data service again when they do"
                                .formatted(source.place()));
            }
            Files.move(part, pack, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void requireRoom(Source source) throws IOException, DatasetException {
        Shape shape = source.shape();
        long needed = (0L + source.train() + source.test()) * PackLayout.record(shape);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new DatasetException(
                    "%s: expected %d MiB of room for the pack of %s, found %d MiB: make room or set atelier.data.packs to another folder"
                            .formatted(folder, (needed >> 20) + 1, source.place(), free >> 20));
        }
    }
}
