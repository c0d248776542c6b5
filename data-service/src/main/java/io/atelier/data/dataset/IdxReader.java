package io.atelier.data.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads gzip-compressed IDX files of unsigned bytes, the format of MNIST: a magic number, the sizes of the dimensions
 * as big-endian 32-bit numbers, then the bytes. Never inflates more than the expected number of bytes and one.
 */
final class IdxReader {

    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final int BUFFER = 1 << 16;

    private IdxReader() {}

    /** Pixels of {@code count} images, {@code [count, 28, 28]}. */
    static byte[] images(Path file, int count) throws DatasetException {
        return read(file, IMAGES_MAGIC, "images", count, ImageSet.SIDE, ImageSet.SIDE);
    }

    /** The labels of {@code count} images, each from 0 to 9. */
    static byte[] labels(Path file, int count) throws DatasetException {
        byte[] labels = read(file, LABELS_MAGIC, "labels", count);
        for (int i = 0; i < labels.length; i++) {
            int label = Byte.toUnsignedInt(labels[i]);
            if (label >= ImageSet.CLASSES) {
                throw new DatasetException("%s: expected labels from 0 to %d, found %d at image %d"
                        .formatted(file, ImageSet.CLASSES - 1, label, i));
            }
        }
        return labels;
    }

    private static byte[] read(Path file, int magic, String what, int... dimensions) throws DatasetException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = new GZIPInputStream(raw, BUFFER)) {
            ByteBuffer header = ByteBuffer.wrap(exactly(in, 4 + 4 * dimensions.length, file, "header"));
            int foundMagic = header.getInt();
            if (foundMagic != magic) {
                throw new DatasetException("%s: expected magic number 0x%08x (IDX %s), found 0x%08x"
                        .formatted(file, magic, what, foundMagic));
            }
            int length = 1;
            for (int i = 0; i < dimensions.length; i++) {
                int found = header.getInt();
                if (found != dimensions[i]) {
                    throw new DatasetException("%s: expected size %d in dimension %d of the %s, found %s"
                            .formatted(file, dimensions[i], i, what, Integer.toUnsignedString(found)));
                }
                length = Math.multiplyExact(length, found);
            }
            byte[] content = exactly(in, length, file, what);
            if (in.read() >= 0) {
                throw new DatasetException(
                        "%s: expected the end of the file after %d bytes of %s, found more: it is not the file it says it is"
                                .formatted(file, length, what));
            }
            return content;
        } catch (ZipException e) {
            throw new DatasetException("%s: expected a gzip file: %s".formatted(file, e.getMessage()), e);
        } catch (EOFException e) {
            throw new DatasetException(
                    "%s is truncated: expected the end of the gzip stream, found that of the file".formatted(file), e);
        } catch (IOException e) {
            throw new DatasetException("Cannot read %s: %s".formatted(file, e), e);
        }
    }

    private static byte[] exactly(InputStream in, int length, Path file, String what)
            throws IOException, DatasetException {
        byte[] bytes = new byte[length];
        int read;
        try {
            read = in.readNBytes(bytes, 0, length);
        } catch (EOFException e) {
            throw new DatasetException(
                    "%s is truncated: expected %d bytes of %s, but the file ends within them"
                            .formatted(file, length, what),
                    e);
        }
        if (read < length) {
            throw new DatasetException(
                    "%s is truncated: expected %d bytes of %s, found %d".formatted(file, length, what, read));
        }
        return bytes;
    }
}
