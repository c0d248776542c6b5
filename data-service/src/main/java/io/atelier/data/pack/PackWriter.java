package io.atelier.data.pack;

import io.atelier.contract.Json;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Item;
import io.atelier.data.source.Items;
import io.atelier.data.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a pack, chunk by chunk, from where somebody stopped, and notes how far it is. Memory is bounded by a chunk, and by
 * what decoding takes. Confined to one thread.
 */
final class PackWriter {

    private static final Logger LOG = LoggerFactory.getLogger(PackWriter.class);

    /** Between notes: what a kill costs, and what must go to the disk for one. */
    private static final Duration MOST_TIME = Duration.ofSeconds(5);

    private static final long MOST_BYTES = 64 << 20;

    private final Source source;
    private final PackNote before;
    private final Chunk chunk;
    private final UnreadableImages unreadable;
    private final UnfinishedPack pack;
    private final FileChannel file;
    private final MakingListener listener;
    private final Progress progress;
    private int taken;
    private int train;
    private int test;
    private long noted = System.nanoTime();
    private long notedLength;

    /**
     * @param before what the pack has already
     * @param file open after that
     */
    PackWriter(
            Source source,
            PackNote before,
            Chunk chunk,
            UnreadableImages unreadable,
            UnfinishedPack pack,
            FileChannel file,
            MakingListener listener) {
        this.source = source;
        this.before = before;
        this.chunk = chunk;
        this.unreadable = unreadable;
        this.pack = pack;
        this.file = file;
        this.listener = listener;
        this.progress = new Progress(before.taken(), before.all(), System::nanoTime);
        this.taken = before.taken();
        this.train = before.train();
        this.test = before.test();
        this.notedLength = before.length(source.shape());
    }

    /** Writes what it lacks, and onto the disk. An interrupt ends it with a note of what there is. */
    void write(String name) throws DatasetException, IOException, InterruptedException {
        try {
            append(source.openTrain(), 0, kept -> train += kept);
            append(source.openTest(), source.train(), kept -> test += kept);
            requireEnough();
            appendDescription(name);
            file.force(true);
        } catch (InterruptedException | ClosedByInterruptException | UncheckedIOException e) {
            // The last is thrown by sources that read in an interrupted thread.
            noteAtInterrupt();
            throw e;
        }
        LOG.info("Packed {}: {}", source.place(), progress.atEnd(taken));
    }

    private void requireEnough() throws DatasetException {
        unreadable.requireFew(before.all());
        if (train == 0 || test == 0) {
            throw new DatasetException(
                    "%s: expected readable images to train and to test with, found %d and %d: %s. Mend some of them"
                            .formatted(source.place(), train, test, unreadable));
        }
        if (unreadable.count() > 0) {
            LOG.warn("{} images of {} are unreadable and left out: {}", unreadable.count(), source.place(), unreadable);
        }
    }

    /** @param first number of the first of them among all images */
    private void append(Items opened, int first, IntConsumer kept)
            throws DatasetException, IOException, InterruptedException {
        try (Items items = opened) {
            skip(items, taken - first);
            for (List<Item> next = chunk.next(items); !next.isEmpty(); next = chunk.next(items)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("Packing was interrupted");
                }
                List<String> faults = chunk.decode(next);
                UnfinishedPack.write(file, chunk.records());
                unreadable.add(faults);
                kept.accept(chunk.kept());
                taken += next.size();
                noteNowAndThen();
                listener.at(progress.making(Making.Step.PACKING, taken));
                progress.at(taken).ifPresent(text -> LOG.info("Packing {}: {}", source.place(), text));
            }
        }
    }

    private static void skip(Items items, int count) throws DatasetException {
        int left = count;
        while (left > 0 && items.next().isPresent()) {
            left--;
        }
    }

    private void noteNowAndThen() throws IOException {
        if (file.position() - notedLength >= MOST_BYTES || System.nanoTime() - noted > MOST_TIME.toNanos()) {
            note();
            notedLength = file.position();
            noted = System.nanoTime();
        }
    }

    private void noteAtInterrupt() throws IOException {
        // A file can't be written to as long as the thread has the mark.
        boolean isMarked = Thread.interrupted();
        try {
            note();
        } finally {
            if (isMarked) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void note() throws IOException {
        pack.save(new PackNote(
                PackNote.SCHEMA,
                before.fingerprint(),
                before.ofTrain(),
                before.ofTest(),
                taken,
                train,
                test,
                unreadable.first()));
    }

    private void appendDescription(String name) throws IOException {
        Map<String, String> details = new TreeMap<>(source.details());
        if (unreadable.count() > 0) {
            details.put("unreadable", Integer.toString(unreadable.count()));
        }
        String hash = PackFile.hash(file, source.shape(), train, test);
        byte[] json = Json.write(describe(name, source, train, test, hash, details));
        UnfinishedPack.write(file, ByteBuffer.wrap(json));
        ByteBuffer trailer = ByteBuffer.allocate(PackLayout.TRAILER);
        trailer.putInt(json.length).putInt(PackFile.crc32(json)).putLong(PackLayout.MAGIC);
        UnfinishedPack.write(file, trailer.flip());
    }

    static DatasetDescription describe(
            String name, Source source, int train, int test, String hash, Map<String, String> details) {
        return new DatasetDescription(
                DatasetDescription.SCHEMA,
                name,
                source.shape(),
                source.classes(),
                train,
                test,
                hash,
                new DatasetSource(source.kind(), source.place(), details));
    }
}
