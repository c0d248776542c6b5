package io.atelier.contract.tensor;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.message.Encoding;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One record of a stream: as many images as its definition says, {@code [n, height, width, channels]}, and their labels.
 * Does not change; safe for any thread.
 */
public final class ImageRecord {

    /** Version of this message. */
    public static final int SCHEMA = 2;

    private static final Safetensors.Limits LIMITS =
            new Safetensors.Limits(16 * 1024, StreamDefinition.MAX_RECORD_BYTES, 2);

    /** Interpolation may leave [0, 1] by a rounding error. */
    private static final float ROUNDING = 1e-5f;

    private final StreamDefinition stream;
    private final int epoch;
    private final int index;
    private final Tensor images;
    private final Tensor labels;

    private ImageRecord(StreamDefinition stream, int epoch, int index, Tensor images, Tensor labels) {
        this.stream = stream;
        this.epoch = Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
        this.index = index;
        this.images = images;
        this.labels = labels;
        checkRanges();
    }

    /**
     * A record of a stream whose encoding is {@link Encoding#U8}.
     *
     * @param images {@code [n, height, width, channels]}, unsigned; n as the stream has it
     * @throws IllegalArgumentException if it is no record of that stream
     */
    public static ImageRecord ofBytes(StreamDefinition stream, int epoch, int index, byte[] images, int[] labels) {
        return of(stream, epoch, index, Tensor.ofBytes("images", images, shape(stream, index)), labels);
    }

    /** The same for {@link Encoding#F32}, with pixels in [0, 1]. */
    public static ImageRecord ofFloats(StreamDefinition stream, int epoch, int index, float[] images, int[] labels) {
        return of(stream, epoch, index, Tensor.ofFloats("images", images, shape(stream, index)), labels);
    }

    private static ImageRecord of(StreamDefinition stream, int epoch, int index, Tensor images, int[] labels) {
        Require.that(
                images.dtype() == dtype(stream),
                "stream %s has pixels of type %s, not %s",
                stream.id(),
                dtype(stream),
                images.dtype());
        ByteBuffer bytes = ByteBuffer.allocate(labels.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int label : labels) {
            bytes.putShort((short) Require.inRange(label, 0, stream.dataset().classes() - 1, "label"));
        }
        long[] shape = {stream.recordLength(index)};
        return new ImageRecord(stream, epoch, index, images, new Tensor("labels", DType.U16, shape, bytes.flip()));
    }

    public StreamDefinition stream() {
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
        return (int) labels.elements();
    }

    public int label(int image) {
        return Short.toUnsignedInt(labels.data().getShort(image * Short.BYTES));
    }

    /** Copies images {@code from} to {@code from + count - 1} as floats in [0, 1] to index {@code at} of {@code into}. */
    public void copy(int from, int count, float[] into, int at) {
        int pixels = (int) stream.dataset().image().size();
        if (stream.encoding() == Encoding.F32) {
            images.floats().position(from * pixels).get(into, at, count * pixels);
            return;
        }
        ByteBuffer bytes = images.data().position(from * pixels);
        for (int i = 0; i < count * pixels; i++) {
            into[at + i] = Pixels.unit(bytes.get());
        }
    }

    /** Safetensors {@code images} and {@code labels}, larger elements first; stream, epoch and index are metadata. */
    public byte[] toBytes() {
        Map<String, String> metadata = Map.of(
                "schema", Integer.toString(SCHEMA),
                "stream", stream.id(),
                "epoch", Integer.toString(epoch),
                "index", Integer.toString(index));
        boolean imagesFirst = images.dtype().bytes() > labels.dtype().bytes();
        return Safetensors.write(
                new TensorFile(metadata, imagesFirst ? List.of(images, labels) : List.of(labels, images)));
    }

    /**
     * A view of {@code bytes}.
     *
     * @throws MalformedMessageException if they are no record of {@code stream}, or a pixel or label is out of range
     */
    public static ImageRecord read(byte[] bytes, StreamDefinition stream) throws MalformedMessageException {
        if (bytes == null) {
            throw new MalformedMessageException("Expected a record of images, found an empty one");
        }
        TensorFile file = Safetensors.read(ByteBuffer.wrap(bytes), LIMITS);
        try {
            Require.schema(number(file, "schema"), SCHEMA, "record of images");
            Require.that(
                    file.metadata("stream").equals(stream.id()),
                    "expected one of stream %s, found one of %s",
                    stream.id(),
                    file.metadata("stream"));
            int index = Require.inRange(number(file, "index"), 0, stream.records() - 1, "index");
            Tensor images = file.tensor("images");
            Tensor labels = file.tensor("labels");
            expect(images, dtype(stream), shape(stream, index));
            expect(labels, DType.U16, stream.recordLength(index));
            return new ImageRecord(stream, number(file, "epoch"), index, images, labels);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("Not a valid record of images: " + e.getMessage(), e);
        }
    }

    private static DType dtype(StreamDefinition stream) {
        return switch (stream.encoding()) {
            case U8 -> DType.U8;
            case F32 -> DType.F32;
        };
    }

    private static long[] shape(StreamDefinition stream, int index) {
        Shape image = stream.dataset().image();
        return new long[] {stream.recordLength(index), image.height(), image.width(), image.channels()};
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
            throw new MalformedMessageException("Expected a number as " + name + " of a record, found " + text, e);
        }
    }

    private void checkRanges() {
        for (int i = 0; i < size(); i++) {
            Require.inRange(label(i), 0, stream.dataset().classes() - 1, "label");
        }
        if (images.dtype() == DType.F32) {
            float[] pixels = images.toFloats();
            for (int i = 0; i < pixels.length; i++) {
                if (!(pixels[i] >= -ROUNDING && pixels[i] <= 1 + ROUNDING)) {
                    throw new IllegalArgumentException("pixels must be in [0, 1], but pixel " + i + " is " + pixels[i]);
                }
            }
        }
    }
}
