package io.atelier.contract.tensor;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One batch of a stream. Images are {@code [n, 1, 28, 28]} floats in [0, 1], row by row; labels are bytes from 0 to 9.
 * Shares the buffers it is made of; whoever hands them over promises not to write to them.
 */
public final class Batch {

    /** Version of this message. */
    public static final int SCHEMA = 1;

    /** Pixels along each side of an image. */
    public static final int SIDE = 28;

    public static final int PIXELS = SIDE * SIDE;
    public static final int CLASSES = 10;

    private static final Safetensors.Limits LIMITS =
            new Safetensors.Limits(16 * 1024, (long) StreamDefinition.MAX_BATCH_SIZE * PIXELS * Float.BYTES, 2);

    /** Interpolation may leave [0, 1] by a rounding error. */
    private static final float ROUNDING = 1e-5f;

    private final String stream;
    private final int epoch;
    private final int index;
    private final FloatBuffer images;
    private final ByteBuffer labels;

    /**
     * Shares the buffers, from position to limit.
     *
     * @throws IllegalArgumentException if the sizes do not fit each other
     */
    public Batch(String stream, int epoch, int index, FloatBuffer images, ByteBuffer labels) {
        this.stream = Require.atMost(Require.present(stream, "stream"), StreamDefinition.MAX_ID, "stream");
        this.epoch = Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
        this.index = Require.inRange(index, 0, Integer.MAX_VALUE, "index");
        this.images = images.slice().asReadOnlyBuffer();
        this.labels = labels.slice().asReadOnlyBuffer();
        int size = Require.inRange(this.labels.remaining(), 1, StreamDefinition.MAX_BATCH_SIZE, "images of a batch");
        Require.that(
                this.images.remaining() == size * PIXELS,
                "%d labels need %d pixels, but there are %d",
                size,
                size * PIXELS,
                this.images.remaining());
    }

    public String stream() {
        return stream;
    }

    public int epoch() {
        return epoch;
    }

    public int index() {
        return index;
    }

    /** How many images. */
    public int size() {
        return labels.remaining();
    }

    /** A read-only view of {@code size() * 784} pixels. */
    public FloatBuffer images() {
        return images.duplicate();
    }

    /** A read-only view of {@code size()} labels. */
    public ByteBuffer labels() {
        return labels.duplicate();
    }

    /** Safetensors {@code images} and {@code labels}; stream, epoch and index are metadata. Copies each pixel once. */
    public byte[] toBytes() {
        Map<String, String> metadata = Map.of(
                "schema", Integer.toString(SCHEMA),
                "stream", stream,
                "epoch", Integer.toString(epoch),
                "index", Integer.toString(index));
        int pixelBytes = images.remaining() * Float.BYTES;
        int end = pixelBytes + size();
        List<Header.Entry> entries = List.of(
                new Header.Entry("images", DType.F32, new long[] {size(), 1, SIDE, SIDE}, 0, pixelBytes),
                new Header.Entry("labels", DType.U8, new long[] {size()}, pixelBytes, end));
        return Safetensors.write(new Header(metadata, entries), end, bytes -> {
            bytes.asFloatBuffer().put(images());
            bytes.position(bytes.position() + pixelBytes).put(labels());
        });
    }

    /**
     * A view of {@code bytes}.
     *
     * @throws MalformedMessageException if they are not a batch, or a pixel or label is out of range
     */
    public static Batch read(byte[] bytes) throws MalformedMessageException {
        if (bytes == null) {
            throw new MalformedMessageException("Expected a batch, found an empty record");
        }
        TensorFile file = Safetensors.read(ByteBuffer.wrap(bytes), LIMITS);
        Tensor images = file.tensor("images");
        Tensor labels = file.tensor("labels");
        long size = labels.elements();
        expect(images, DType.F32, size, 1, SIDE, SIDE);
        expect(labels, DType.U8, size);
        try {
            Require.schema(number(file, "schema"), SCHEMA, "batch");
            Batch batch = new Batch(
                    file.metadata("stream"),
                    number(file, "epoch"),
                    number(file, "index"),
                    images.floats(),
                    labels.data());
            batch.checkRanges();
            return batch;
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("Not a valid batch: " + e.getMessage(), e);
        }
    }

    private static void expect(Tensor tensor, DType dtype, long... shape) throws MalformedMessageException {
        if (tensor.dtype() != dtype || !tensor.hasShape(shape)) {
            throw new MalformedMessageException(
                    "Expected " + tensor.name() + " " + dtype + Arrays.toString(shape) + ", found " + tensor);
        }
    }

    private static int number(TensorFile file, String name) throws MalformedMessageException {
        String text = file.metadata(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MalformedMessageException("Expected a number as " + name + " of a batch, found " + text, e);
        }
    }

    private void checkRanges() {
        for (int i = 0; i < labels.limit(); i++) {
            Require.inRange(Byte.toUnsignedInt(labels.get(i)), 0, CLASSES - 1, "label");
        }
        for (int i = 0; i < images.limit(); i++) {
            float pixel = images.get(i);
            if (!(pixel >= -ROUNDING && pixel <= 1 + ROUNDING)) {
                throw new IllegalArgumentException("pixels must be in [0, 1], but pixel " + i + " is " + pixel);
            }
        }
    }
}
