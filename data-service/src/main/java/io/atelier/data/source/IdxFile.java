package io.atelier.data.source;

import io.atelier.contract.dataset.Size;
import io.atelier.data.dataset.DatasetException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An IDX file of unsigned bytes, the format of MNIST: a magic number, the sizes of the dimensions as big-endian 32-bit
 * numbers, then the bytes. Confined to one thread.
 */
final class IdxFile implements AutoCloseable {

    static final int MAX_IMAGES = 50_000_000;

    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    private final SourceFile file;
    private final int count;
    private final int height;
    private final int width;

    private IdxFile(SourceFile file, int count, int height, int width) {
        this.file = file;
        this.count = count;
        this.height = height;
        this.width = width;
    }

    /** Reads the header of a file of images. */
    static IdxFile openImages(Path path) throws DatasetException {
        SourceFile file = SourceFile.open(path);
        try {
            ByteBuffer header = header(file, IMAGES_MAGIC, "images", 3);
            return new IdxFile(
                    file,
                    size(header, path, "the number of images", MAX_IMAGES),
                    size(header, path, "the number of rows", Size.MAX),
                    size(header, path, "the number of columns", Size.MAX));
        } catch (DatasetException e) {
            file.close();
            throw e;
        }
    }

    /** All labels; memory is bounded by what the file has, not by what it says. */
    static byte[] labels(Path path) throws DatasetException {
        try (SourceFile file = SourceFile.open(path)) {
            ByteBuffer header = header(file, LABELS_MAGIC, "labels", 1);
            int count = size(header, path, "the number of labels", MAX_IMAGES);
            byte[] labels = file.exactly(count, "labels");
            file.requireEnd(count + " labels");
            return labels;
        }
    }

    private static ByteBuffer header(SourceFile file, int magic, String what, int dimensions) throws DatasetException {
        ByteBuffer header = ByteBuffer.wrap(file.exactly(Integer.BYTES * (1 + dimensions), "header"));
        int found = header.getInt();
        if (found != magic) {
            throw new DatasetException(
                    "%s: expected magic number 0x%08x (IDX %s), found 0x%08x: put the file of the %s in its place"
                            .formatted(file.path(), magic, what, found, what));
        }
        return header;
    }

    private static int size(ByteBuffer header, Path path, String what, int most) throws DatasetException {
        int size = header.getInt();
        if (size < 1 || size > most) {
            throw new DatasetException(
                    "%s: expected %s to be from 1 to %d, found %s: get the file again, or make it smaller"
                            .formatted(path, what, most, Integer.toUnsignedString(size)));
        }
        return size;
    }

    int count() {
        return count;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** The next image. */
    Picture next() throws DatasetException {
        return new Picture(width, height, 1, file.exactly(width * height, "an image"));
    }

    void requireEnd() throws DatasetException {
        file.requireEnd(count + " images of " + height + " x " + width + " pixels");
    }

    @Override
    public void close() {
        file.close();
    }
}
