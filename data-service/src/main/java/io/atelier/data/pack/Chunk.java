package io.atelier.data.pack;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Fitting;
import io.atelier.data.source.Item;
import io.atelier.data.source.Items;
import io.atelier.data.source.Source;
import io.atelier.data.source.UnreadableImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A few MiB of images, which are decoded in parallel. Used again for the next ones, by one thread. */
final class Chunk {

    private static final int BYTES = 8 << 20;

    private final Fitting fitting;
    private final int record;
    private final int most;
    private final byte[] records;
    private int kept;

    Chunk(Source source, SourceSettings settings, int most) {
        this.fitting = new Fitting(source.shape(), settings.resize());
        this.record = PackLayout.record(source.shape());
        this.most = most;
        this.records = new byte[Math.multiplyExact(most, record)];
    }

    /** How many images of a shape are decoded at once, so that they fill a few MiB and all processors. */
    static int images(Shape shape) {
        int parallel = 4 * Runtime.getRuntime().availableProcessors();
        return Math.max(parallel, BYTES / PackLayout.record(shape));
    }

    /** The next images, not decoded yet; none at the end. */
    List<Item> next(Items items) throws DatasetException {
        List<Item> next = new ArrayList<>();
        while (next.size() < most) {
            Optional<Item> item = items.next();
            if (item.isEmpty()) {
                break;
            }
            next.add(item.get());
        }
        return next;
    }

    /** Decodes them in the place of those before. Returns those that can't be read, with the reasons. */
    List<String> decode(List<Item> items) {
        Arrays.fill(records, (byte) 0);
        String[] faults = new String[items.size()];
        IntStream.range(0, faults.length).parallel().forEach(i -> faults[i] = decode(items.get(i), i * record));
        List<String> unreadable = new ArrayList<>();
        kept = 0;
        for (int i = 0; i < faults.length; i++) {
            if (faults[i] != null) {
                unreadable.add(items.get(i).place() + ": " + faults[i]);
            } else {
                System.arraycopy(records, i * record, records, kept++ * record, record);
            }
        }
        return unreadable;
    }

    /** Returns what is wrong with it, or null. */
    private String decode(Item item, int at) {
        try {
            fitting.fit(item.decode(), records, at);
            int label = at + record - PackLayout.LABEL;
            records[label] = (byte) (item.label() >>> 8);
            records[label + 1] = (byte) item.label();
            return null;
        } catch (UnreadableImageException e) {
            return e.getMessage();
        }
    }

    /** How many of them could be read. */
    int kept() {
        return kept;
    }

    /** Those that could be read, with their labels, as a pack has them. */
    ByteBuffer records() {
        return ByteBuffer.wrap(records, 0, kept * record);
    }
}
