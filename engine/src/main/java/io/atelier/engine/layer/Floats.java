package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pixels;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Access to the memory of arrays. */
public final class Floats {

    private Floats() {}

    /**
     * The elements of a contiguous float array in the order in which they lie in memory. The array owns that memory: the
     * view is valid as long as the array is.
     */
    public static FloatBuffer view(INDArray array) {
        DataBuffer data = array.data();
        // Where addressPointer() points, without the three pointers that it makes: a step asks hundreds of times.
        long address = data.address() + data.offset() * Float.BYTES;
        return new Region(address, array.length()).asBuffer();
    }

    /** The last dimension are the channels. */
    public static Pixels pixels(INDArray array) {
        return new Pixels(view(array), (int) array.size(array.rank() - 1));
    }

    /** The elements in the order in which they lie in memory. */
    static float[] copy(INDArray array) {
        float[] values = new float[(int) array.length()];
        view(array).get(values);
        return values;
    }

    /** Memory that somebody else frees. */
    private static final class Region extends FloatPointer {
        Region(long address, long length) {
            this.address = address;
            this.limit = length;
            this.capacity = length;
        }
    }
}
