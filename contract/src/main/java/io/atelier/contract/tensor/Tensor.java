package io.atelier.contract.tensor;

import io.atelier.contract.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A named view of little-endian elements in C order. Thread-safe as long as nobody writes to the bytes it was made of:
 * whoever hands those over promises not to.
 */
public final class Tensor {

    static final int MAX_NAME = 200;
    static final int MAX_DIMENSIONS = 8;

    private final String name;
    private final DType dtype;
    private final long[] shape;
    private final long elements;
    private final ByteBuffer data;

    /**
     * Shares {@code data}, from its position to its limit.
     *
     * @throws IllegalArgumentException if the name, the shape or the number of bytes is not a tensor's
     */
    public Tensor(String name, DType dtype, long[] shape, ByteBuffer data) {
        Require.present(name, "tensor name");
        Require.that(!name.isEmpty() && name.length() <= MAX_NAME, "a tensor's name has 1 to %d characters", MAX_NAME);
        Require.that(!name.equals(Header.METADATA), "%s is no name for a tensor", name);
        this.name = name;
        this.dtype = Require.present(dtype, "dtype of " + name);
        this.shape = shape.clone();
        this.elements = elements(this.shape, name);
        this.data = data.slice().asReadOnlyBuffer();
        long expected = bytes(dtype, elements, name);
        Require.that(
                this.data.remaining() == expected,
                "tensor %s of type %s and shape %s must have %d bytes, but has %d",
                name,
                dtype,
                Arrays.toString(shape),
                expected,
                this.data.remaining());
    }

    public static Tensor ofFloats(String name, float[] values, long... shape) {
        ByteBuffer data = littleEndian((long) values.length * Float.BYTES);
        data.asFloatBuffer().put(values);
        return new Tensor(name, DType.F32, shape, data);
    }

    public static Tensor ofBytes(String name, byte[] values, long... shape) {
        return new Tensor(name, DType.U8, shape, ByteBuffer.wrap(values.clone()));
    }

    public static Tensor ofLongs(String name, long[] values, long... shape) {
        ByteBuffer data = littleEndian((long) values.length * Long.BYTES);
        data.asLongBuffer().put(values);
        return new Tensor(name, DType.I64, shape, data);
    }

    public String name() {
        return name;
    }

    public DType dtype() {
        return dtype;
    }

    /** A copy. */
    public long[] shape() {
        return shape.clone();
    }

    public boolean hasShape(long... expected) {
        return Arrays.equals(shape, expected);
    }

    public long elements() {
        return elements;
    }

    /** A read-only, little-endian view. */
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A read-only view.
     *
     * @throws IllegalStateException unless this is an F32 tensor
     */
    public FloatBuffer floats() {
        if (dtype != DType.F32) {
            throw new IllegalStateException("Expected tensor " + name + " of type F32, found " + dtype);
        }
        return data().asFloatBuffer();
    }

    /** A copy of {@link #floats()}. */
    public float[] toFloats() {
        FloatBuffer floats = floats();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    @Override
    public String toString() {
        return name + " " + dtype + Arrays.toString(shape);
    }

    /** The product of {@code shape}; 1 for a scalar's empty shape. */
    static long elements(long[] shape, String name) {
        Require.that(
                shape.length <= MAX_DIMENSIONS,
                "tensor %s must have at most %d dimensions, but has %d",
                name,
                MAX_DIMENSIONS,
                shape.length);
        long product = 1;
        for (long dimension : shape) {
            Require.that(dimension >= 0, "tensor %s has a negative dimension: %s", name, Arrays.toString(shape));
            product = multiply(product, dimension, name);
        }
        return product;
    }

    static long bytes(DType dtype, long elements, String name) {
        return multiply(elements, dtype.bytes(), name);
    }

    private static long multiply(long a, long b, String name) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("tensor " + name + " is larger than 2^63 bytes", e);
        }
    }

    private static ByteBuffer littleEndian(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
