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
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs in a folder. A pack is named after a hash of what it was made from, so images that changed are another pack. It gets
 * its name when it is whole; whoever is killed while packing leaves an {@link UnfinishedPack}, which the next one finishes.
 * Several processes may share the folder: one packs, the others wait for it.
 */
public final class Packs {

    private static final Logger LOG = LoggerFactory.getLogger(Packs.class);
    private static final int KEY_DIGITS = 16;

    private final Path folder;
    private final double unreadableShare;
    private final ToIntFunction<Shape> atOnce;

    /**
     * @param folder for packs, created if needed
     * @param unreadableShare of a dataset's images that may be left out because they can't be read
     */
    public Packs(Path folder, double unreadableShare) {
        this(folder, unreadableShare, Chunk::images);
    }

    /** @param atOnce how many images of a shape are decoded at once */
    Packs(Path folder, double unreadableShare, ToIntFunction<Shape> atOnce) {
        this.folder = folder.toAbsolutePath().normalize();
        this.unreadableShare = unreadableShare;
        this.atOnce = atOnce;
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
        try {
            Files.createDirectories(folder);
            try (PackLock lock = PackLock.await(folder, key)) {
                Path pack = lock.beside(".pack");
                Optional<Dataset> whole = whole(pack);
                if (whole.isPresent()) {
                    return whole.get();
                }
                UnfinishedPack.deleteOthers(folder, name, key);
                try (Source source = opening.open()) {
                    requireDescribable(name, source);
                    pack(name, source, settings, fingerprint, new UnfinishedPack(lock), listener);
                }
                return PackFile.open(pack);
            }
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw new DatasetException(
                    "Cannot write the pack %s in %s: %s; expected room and the right to write: set atelier.data.packs to another folder"
                            .formatted(key, folder, e),
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
            String name,
            Source source,
            SourceSettings settings,
            String fingerprint,
            UnfinishedPack pack,
            MakingListener listener)
            throws IOException, DatasetException, InterruptedException {
        PackNote before = pack.find(fingerprint, source);
        requireRoom(source, before);
        Chunk chunk = new Chunk(source, settings, atOnce.applyAsInt(source.shape()));
        UnreadableImages unreadable = new UnreadableImages(source.place(), unreadableShare, before);
        try {
            try (FileChannel file = pack.open(before, source.shape())) {
                new PackWriter(source, before, chunk, unreadable, pack, file, listener).write(name);
            }
            if (!source.fingerprint().equals(fingerprint)) {
                throw new DatasetException(
                        "%s changed while it was packed: expected its files to stay as they are; start the data service again when they do"
                                .formatted(source.place()));
            }
            pack.finish();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (DatasetException | IOException e) {
            pack.delete();
            throw e;
        }
    }

    private void requireRoom(Source source, PackNote before) throws IOException, DatasetException {
        long needed = (0L + before.all() - before.taken()) * PackLayout.record(source.shape());
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new DatasetException(
                    "%s: expected %d MiB of room for the pack of %s, found %d MiB: make room or set atelier.data.packs to another folder"
                            .formatted(folder, (needed >> 20) + 1, source.place(), free >> 20));
        }
    }
}
