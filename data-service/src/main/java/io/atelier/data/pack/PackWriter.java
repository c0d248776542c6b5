package io.atelier.data.pack;

import io.atelier.contract.Json;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Fitting;
import io.atelier.data.source.Item;
import io.atelier.data.source.Items;
import io.atelier.data.source.Source;
import io.atelier.data.source.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a pack: decodes a few MiB of images in parallel, appends them in order, and so on. Memory is bounded by that, and
 * by what decoding takes. Confined to one thread, the decoding aside.
 */
final class PackWriter {

    private static final Logger LOG = LoggerFactory.getLogger(PackWriter.class);
    private static final int CHUNK = 8 << 20;

    private final Source source;
    private final FileChannel file;
    private final Fitting fitting;
    private final UnreadableImages unreadable;
    private final Progress progress;
    private final MakingListener listener;
    private final int record;
    private final int perChunk;
    private final byte[] chunk;
    private int done;

    private PackWriter(
            Source source, SourceSettings settings, double unreadableShare, FileChannel file, MakingListener listener) {
        this.source = source;
        this.file = file;
        this.fitting = new Fitting(source.shape(), settings.resize());
        this.unreadable = new UnreadableImages(source.place(), unreadableShare);
        this.progress = new Progress(source.train() + source.test(), System::nanoTime);
        this.listener = listener;
        this.record = PackLayout.record(source.shape());
        int parallel = 4 * Runtime.getRuntime().availableProcessors();
        this.perChunk = Math.max(parallel, CHUNK / record);
        this.chunk = new byte[Math.multiplyExact(perChunk, record)];
    }

    /**
     * Writes all of a source to {@code path}, in the place of what may be there, and onto the disk.
     *
     * @param unreadableShare of the images that may be left out
     */
    static void write(
            String name,
            Source source,
            SourceSettings settings,
            double unreadableShare,
            Path path,
            MakingListener listener)
            throws DatasetException, IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            new PackWriter(source, settings, unreadableShare, file, listener).write(name);
        }
    }

    private void write(String name) throws DatasetException, IOException, InterruptedException {
        ByteBuffer begin = ByteBuffer.allocate(PackLayout.BODY).putLong(PackLayout.MAGIC);
        append(begin.clear());
        int train = append(source.openTrain());
        int test = append(source.openTest());
        unreadable.requireFew(source.train() + source.test());
        if (train == 0 || test == 0) {
            throw new DatasetException("%s: expected readable images to train and to test with, found %d and %d: %s"
                    .formatted(source.place(), train, test, unreadable));
        }
        if (unreadable.count() > 0) {
            LOG.warn("{} images of {} are unreadable and left out: {}", unreadable.count(), source.place(), unreadable);
        }
        appendDescription(name, train, test);
        file.force(true);
        LOG.info("Packed {}: {}", source.place(), progress.atEnd(train + test));
    }

    /** Returns how many could be read. */
    private int append(Items opened) throws DatasetException, IOException, InterruptedException {
        int written = 0;
        try (Items items = opened) {
            for (List<Item> next = next(items); !next.isEmpty(); next = next(items)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("Packing was interrupted");
                }
                written += append(next);
                done += next.size();
                listener.at(progress.making(Making.Step.PACKING, done));
                progress.at(done).ifPresent(text -> LOG.info("Packing {}: {}", source.place(), text));
            }
        }
        return written;
    }

    private List<Item> next(Items items) throws DatasetException {
        List<Item> next = new ArrayList<>();
        while (next.size() < perChunk) {
            Optional<Item> item = items.next();
            if (item.isEmpty()) {
                break;
            }
            next.add(item.get());
        }
        return next;
    }

    private int append(List<Item> items) throws IOException {
        Arrays.fill(chunk, (byte) 0);
        String[] faults = new String[items.size()];
        IntStream.range(0, faults.length).parallel().forEach(i -> faults[i] = decode(items.get(i), i * record));
        int kept = 0;
        for (int i = 0; i < faults.length; i++) {
            if (faults[i] != null) {
                unreadable.add(items.get(i).place(), faults[i]);
            } else {
                System.arraycopy(chunk, i * record, chunk, kept++ * record, record);
            }
        }
        append(ByteBuffer.wrap(chunk, 0, kept * record));
        return kept;
    }

    /** Returns what is wrong with it, or null. */
    private String decode(Item item, int at) {
        try {
            fitting.fit(item.decode(), chunk, at);
            int label = at + record - PackLayout.LABEL;
            chunk[label] = (byte) (item.label() >>> 8);
            chunk[label + 1] = (byte) item.label();
            return null;
        } catch (UnreadableImageException e) {
            return e.getMessage();
        }
    }

    private void appendDescription(String name, int train, int test) throws IOException {
        Map<String, String> details = new TreeMap<>(source.details());
        if (unreadable.count() > 0) {
            details.put("unreadable", Integer.toString(unreadable.count()));
        }
        String hash = PackFile.hash(file, source.shape(), train, test);
        DatasetDescription description = describe(name, source, train, test, hash, details);
        byte[] json = Json.write(description);
        append(ByteBuffer.wrap(json));
        ByteBuffer trailer = ByteBuffer.allocate(PackLayout.TRAILER);
        trailer.putInt(json.length).putInt(PackFile.crc32(json)).putLong(PackLayout.MAGIC);
        append(trailer.flip());
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

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
