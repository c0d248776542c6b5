package io.atelier.contract.stream;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.ImageRecord;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Records of a stream that is the same in every epoch, all of them or some, to be read again and again without asking for
 * them. Does not change and may be read by any thread.
 */
public final class KeptImages {

    private final StreamDefinition stream;
    private final Map<Integer, ImageRecord> records;

    /** @param records by their index in the epoch */
    public KeptImages(StreamDefinition stream, Map<Integer, ImageRecord> records) {
        this.stream = stream;
        this.records = Map.copyOf(records);
    }

    /** Bytes that all images of a stream take with their labels. */
    public static long bytes(StreamDefinition stream) {
        return stream.images() * stream.encoding().imageBytes(stream.dataset().image());
    }

    /**
     * Hands on what a source gives, and keeps it.
     *
     * @param source is closed with what this gives
     * @param all takes all records, as soon as the last of them has come
     */
    public static RecordSource keeping(StreamDefinition stream, RecordSource source, Consumer<KeptImages> all) {
        Map<Integer, ImageRecord> records = new HashMap<>();
        return new RecordSource() {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
                Optional<ImageRecord> record = source.take(epoch, index);
                if (record.isPresent()
                        && records.put(index, record.get()) == null
                        && records.size() == stream.records()) {
                    all.accept(new KeptImages(stream, records));
                }
                return record;
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    public StreamDefinition stream() {
        return stream;
    }

    /** What images and labels take. */
    public long bytes() {
        return records.values().stream().mapToLong(ImageRecord::size).sum()
                * stream.encoding().imageBytes(stream.dataset().image());
    }

    /** A source of these records, which waits for none. */
    public RecordSource records() {
        return new RecordSource() {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) {
                return Optional.of(records.get(index));
            }

            @Override
            public void close() {}
        };
    }

    /** Whether records of these indexes are here. */
    public boolean hasRecords(Collection<Integer> indexes) {
        return records.keySet().containsAll(indexes);
    }

    /** A record, if it is here. */
    public Optional<ImageRecord> record(int index) {
        return Optional.ofNullable(records.get(index));
    }

    /** Those images that are here, in the order of the stream. */
    public IntStream images() {
        return records.keySet().stream().sorted().mapToInt(Integer::intValue).flatMap(index -> IntStream.range(
                        0, stream.recordLength(index))
                .map(image -> index * stream.recordImages() + image));
    }

    /** Whether an image is here. */
    public boolean has(int image) {
        return image >= 0 && image < stream.images() && records.containsKey(image / stream.recordImages());
    }

    /** Of an image that is here. */
    public int label(int image) {
        return records.get(image / stream.recordImages()).label(image % stream.recordImages());
    }

    /** A copy of an image that is here: {@code [height, width, channels]} floats in [0, 1]. */
    public FloatBuffer image(int image) {
        float[] pixels = new float[(int) stream.dataset().image().size()];
        records.get(image / stream.recordImages()).copy(image % stream.recordImages(), 1, pixels, 0);
        return FloatBuffer.wrap(pixels);
    }
}
