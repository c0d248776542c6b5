package io.atelier.engine.kernel;

import java.util.EnumMap;
import java.util.Map;

/** Arrays that a thread uses again and again; each is as large as the largest that was asked for. */
public final class Scratch {

    /** What an array is for. */
    enum Use {
        INPUT,
        OUTPUT,
        PIXELS,
        FACTORS,
        PACKED_ROWS,
        STRIP,
        INPUT_PRODUCTS,
        OUTPUT_PRODUCTS,
        INPUT_GRADIENT,
        FACTOR_GRADIENTS
    }

    private static final ThreadLocal<Scratch> CALLERS = ThreadLocal.withInitial(Scratch::new);

    private final Map<Use, float[]> arrays = new EnumMap<>(Use.class);

    Scratch() {}

    /** Of the thread that shares its work with others, for what they all read and write. */
    static Scratch ofCaller() {
        return CALLERS.get();
    }

    /** At least {@code size} floats, with what was left in them. */
    float[] get(Use use, int size) {
        float[] array = arrays.get(use);
        if (array == null || array.length < size) {
            array = new float[size];
            arrays.put(use, array);
        }
        return array;
    }
}
