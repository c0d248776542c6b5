package io.atelier.contract.stream;

import io.atelier.contract.Require;
import io.atelier.contract.message.Encoding;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.contract.tensor.Pixels;
import java.nio.FloatBuffer;
import java.util.Optional;

/** All images and labels of a stream that is not augmented, in its order. Does not change and may be read by any thread. */
public final class KeptImages {

    /** The most bytes of test images: 85,000 of 28 x 28 grey pixels, 21,000 of 32 x 32 in colours. */
    public static final long MAX_TEST_BYTES = 64L << 20;

    private final byte[] images;
    private final int[] labels;
    private final int pixels;

    private KeptImages(StreamDefinition stream) {
        pixels = (int) stream.dataset().image().size();
        images = new byte[Math.multiplyExact(stream.images(), pixels)];
        labels = new int[stream.images()];
    }

    /** Bytes that a stream's images take here. */
    public static long bytes(StreamDefinition stream) {
        return stream.images() * stream.dataset().image().size();
    }

    /**
     * Takes all records of a stream.
     *
     * @return nothing if the reader of the records is to stop
     * @throws DataUnavailableException if one of them does not come
     */
    public static Optional<KeptImages> read(StreamDefinition stream, RecordSource records)
            throws DataUnavailableException {
        Require.that(stream.encoding() == Encoding.U8, "stream %s is augmented and can't be kept", stream.id());
        KeptImages kept = new KeptImages(stream);
        for (int i = 0; i < stream.records(); i++) {
            Optional<ImageRecord> record = records.take(1, i);
            if (record.isEmpty()) {
                return Optional.empty();
            }
            kept.put(record.get(), i * stream.recordImages());
        }
        return Optional.of(kept);
    }

    private void put(ImageRecord record, int first) {
        record.copyBytes(images, first * pixels);
        for (int i = 0; i < record.size(); i++) {
            labels[first + i] = record.label(i);
        }
    }

    /** How many images. */
    public int size() {
        return labels.length;
    }

    public int label(int image) {
        return labels[image];
    }

    /** A copy of {@code count} images from {@code first}: {@code [count, height, width, channels]} floats in [0, 1]. */
    public FloatBuffer images(int first, int count) {
        float[] floats = new float[count * pixels];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Pixels.unit(images[first * pixels + i]);
        }
        return FloatBuffer.wrap(floats);
    }
}
