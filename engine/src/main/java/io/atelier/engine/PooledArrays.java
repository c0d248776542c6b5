package io.atelier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What Deeplearning4j's layers put their outputs and gradients in: arrays that stay from pass to pass. One that nobody uses
 * any longer is lent again to the next who asks for its shape. Confined to one thread.
 */
final class PooledArrays extends LayerWorkspaceMgr implements AutoCloseable {

    private final List<INDArray> free = new ArrayList<>();

    /** By address, since several arrays of different shapes may show the same memory. */
    private final Map<Long, Lent> lent = new HashMap<>();

    private long images;

    private static final class Lent {
        private final INDArray array;
        private int uses;

        Lent(INDArray array) {
            this.array = array;
        }
    }

    PooledArrays() {
        super(EnumSet.noneOf(ArrayType.class), Map.of(), Map.of());
    }

    /** Before a pass of so many images: memory for another number of them is freed. */
    void begin(long count) {
        if (images != count) {
            close();
            images = count;
        }
    }

    @Override
    public INDArray createUninitialized(ArrayType type, DataType dataType, long[] shape, char order) {
        INDArray array = take(dataType, shape, order);
        lent.put(address(array), new Lent(array));
        return array;
    }

    /** The last one that was given back is the likeliest to be in a cache. */
    private INDArray take(DataType dataType, long[] shape, char order) {
        for (int i = free.size() - 1; i >= 0; i--) {
            if (Arrays.equals(free.get(i).shape(), shape)) {
                return free.remove(i);
            }
        }
        return Nd4j.createUninitializedDetached(dataType, order, shape);
    }

    /** There is one place for everything. */
    @Override
    public INDArray leverageTo(ArrayType type, INDArray array) {
        return array;
    }

    /** Whoever is given the array uses it so many more times. */
    void hold(INDArray array, int uses) {
        Lent one = lent.get(address(array));
        if (one != null) {
            one.uses += uses;
        }
    }

    /** One use has ended; after the last one the memory is lent again. */
    void release(INDArray array) {
        long address = address(array);
        Lent one = lent.get(address);
        if (one != null && --one.uses <= 0) {
            lent.remove(address);
            free.add(one.array);
        }
    }

    /** Nobody uses any of them. */
    void releaseAll() {
        lent.values().forEach(one -> free.add(one.array));
        lent.clear();
    }

    private static long address(INDArray array) {
        return array.data().address();
    }

    @Override
    public void close() {
        releaseAll();
        free.forEach(INDArray::close);
        free.clear();
    }
}
