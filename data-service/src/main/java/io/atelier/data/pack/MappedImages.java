package io.atelier.data.pack;

import io.atelier.contract.architecture.Shape;
import io.atelier.data.dataset.ImageSet;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Images in a file that is mapped into memory: what is read of it stays in the system's cache, not in the heap, and gives
 * way when memory is short. A mapping lasts until this object is collected.
 */
final class MappedImages implements ImageSet {

    /** A mapping must be below 2 GiB. */
    private static final int MAX_PART = 1 << 30;

    private final Shape shape;
    private final int size;
    private final int record;
    private final int recordsPerPart;
    private final List<MappedByteBuffer> parts;

    private MappedImages(Shape shape, int size, int recordsPerPart, List<MappedByteBuffer> parts) {
        this.shape = shape;
        this.size = size;
        this.record = PackLayout.record(shape);
        this.recordsPerPart = recordsPerPart;
        this.parts = parts;
    }

    static MappedImages map(FileChannel file, long from, Shape shape, int size) throws IOException {
        return map(file, from, shape, size, MAX_PART);
    }

    static MappedImages map(FileChannel file, long from, Shape shape, int size, int maxPart) throws IOException {
        int record = PackLayout.record(shape);
        int recordsPerPart = maxPart / record;
        List<MappedByteBuffer> parts = new ArrayList<>();
        for (int first = 0; first < size; first += recordsPerPart) {
            int records = Math.min(recordsPerPart, size - first);
            parts.add(file.map(FileChannel.MapMode.READ_ONLY, from + (long) first * record, (long) records * record));
        }
        return new MappedImages(shape, size, recordsPerPart, parts);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int label(int image) {
        int at = at(image) + record - PackLayout.LABEL;
        return Short.toUnsignedInt(part(image).getShort(at));
    }

    @Override
    public void copy(int image, byte[] to, int offset) {
        part(image).get(at(image), to, offset, record - PackLayout.LABEL);
    }

    private MappedByteBuffer part(int image) {
        return parts.get(image / recordsPerPart);
    }

    private int at(int image) {
        return image % recordsPerPart * record;
    }
}
