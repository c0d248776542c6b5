package io.atelier.data.pack;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.ImageSums;
import io.atelier.data.dataset.PixelHash;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.zip.CRC32;

/** Reads packs, see {@link PackLayout}. */
final class PackFile {

    private static final int BUFFER = 1 << 20;

    private PackFile() {}

    /**
     * Checks a pack from its first to its last byte and maps it.
     *
     * @throws DatasetException if it is none, another version's, cut or changed
     */
    static Dataset open(Path path) throws DatasetException, InterruptedException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            DatasetDescription description = description(file, path);
            long expected = PackLayout.BODY + PackLayout.body(description);
            DatasetStatistics statistics = check(file, description, path);
            long test = expected - (long) description.test() * PackLayout.record(description.image());
            return new Dataset(
                    description,
                    statistics,
                    MappedImages.map(file, PackLayout.BODY, description.image(), description.train()),
                    MappedImages.map(file, test, description.image(), description.test()));
        } catch (ClosedByInterruptException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw new DatasetException("Cannot read the pack %s: %s; expected a whole one".formatted(path, e), e);
        }
    }

    private static DatasetDescription description(FileChannel file, Path path) throws IOException, DatasetException {
        if (file.size() < PackLayout.BODY + PackLayout.TRAILER) {
            throw new DatasetException("%s: expected a pack, found only %d bytes".formatted(path, file.size()));
        }
        long begin = read(file, 0, Long.BYTES).getLong();
        ByteBuffer trailer = read(file, file.size() - PackLayout.TRAILER, PackLayout.TRAILER);
        int length = trailer.getInt();
        int sum = trailer.getInt();
        long end = trailer.getLong();
        if (begin != PackLayout.MAGIC || end != PackLayout.MAGIC) {
            throw new DatasetException("%s: expected a pack (%016x) at both ends, found %016x and %016x"
                    .formatted(path, PackLayout.MAGIC, begin, end));
        }
        long at = file.size() - PackLayout.TRAILER - length;
        if (length < 0 || length > Json.MAX_BYTES || at < PackLayout.BODY) {
            throw new DatasetException(
                    "%s: expected a description of at most %d bytes, found %d".formatted(path, Json.MAX_BYTES, length));
        }
        byte[] json = read(file, at, length).array();
        if (crc32(json) != sum) {
            throw new DatasetException(
                    "%s: expected a description of CRC-32 %08x, found %08x".formatted(path, sum, crc32(json)));
        }
        DatasetDescription description = parse(json, path);
        if (at != PackLayout.BODY + PackLayout.body(description)) {
            throw new DatasetException("%s: expected %d bytes of images, found %d"
                    .formatted(path, PackLayout.body(description), at - PackLayout.BODY));
        }
        return description;
    }

    private static DatasetDescription parse(byte[] json, Path path) throws DatasetException {
        try {
            return Json.read(json, DatasetDescription.class);
        } catch (MalformedMessageException e) {
            throw new DatasetException("%s: %s".formatted(path, e.getMessage()), e);
        }
    }

    static int crc32(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Reads all images: they must have the hash that is said, and labels of the classes that are said. */
    private static DatasetStatistics check(FileChannel file, DatasetDescription description, Path path)
            throws IOException, DatasetException {
        Shape shape = description.image();
        PixelHash hash = new PixelHash(shape, description.train(), description.test());
        ImageSums sums = new ImageSums(shape, description.classes().size(), description.train());
        read(file, shape, 0L + description.train() + description.test(), (records, length) -> {
            // Each takes as long as the other.
            ForkJoinTask<?> summed = ForkJoinPool.commonPool().submit(() -> sums.addRecords(records, length));
            hash.addRecords(records, length);
            summed.join();
        });
        String found = hash.hex();
        if (!found.equals(description.pixelsSha256())) {
            throw new DatasetException("%s is damaged: expected pixels of SHA-256 %s, found %s"
                    .formatted(path, description.pixelsSha256(), found));
        }
        try {
            return sums.statistics(description.id());
        } catch (IllegalArgumentException e) {
            throw new DatasetException("%s is damaged: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** Of the images of a file that has so many. */
    static String hash(FileChannel file, Shape shape, int train, int test) throws IOException {
        PixelHash hash = new PixelHash(shape, train, test);
        read(file, shape, 0L + train + test, hash::addRecords);
        return hash.hex();
    }

    /** Whole records of images, in an array that is used again, and how many bytes of it they are. */
    private interface Records {

        void add(byte[] records, int length);
    }

    private static void read(FileChannel file, Shape shape, long images, Records to) throws IOException {
        int record = PackLayout.record(shape);
        int most = Math.max(1, BUFFER / record);
        ByteBuffer buffer = ByteBuffer.allocate(most * record);
        long left = images;
        long at = PackLayout.BODY;
        while (left > 0) {
            int length = (int) Math.min(left, most) * record;
            fill(file, at, buffer.clear().limit(length));
            to.add(buffer.array(), length);
            at += length;
            left -= length / record;
        }
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        fill(file, at, buffer);
        return buffer.flip();
    }

    private static void fill(FileChannel file, long at, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("it ends at byte " + (at + buffer.position()));
            }
        }
    }
}
