package io.atelier.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The machine's vectors of floats, and the channel counts that fill them. */
public final class Lanes {

    /**
     * A system property for tests: bits of a vector, in place of the machine's. Without such registers Java computes vectors
     * one float at a time, very slowly, to the same bits.
     */
    public static final String BITS_PROPERTY = "atelier.vector-bits";

    static final VectorSpecies<Float> SPECIES = species();

    /** Floats in one vector: 16 with AVX-512, 8 with AVX2, 4 with NEON. */
    public static final int COUNT = SPECIES.length();

    public static final int BITS = COUNT * Float.SIZE;

    /** At least 32 of them, as AVX-512 and NEON have; AVX2 has 16. */
    static final boolean MANY_REGISTERS = COUNT != 8;

    /** Columns that {@link Gemm} computes at a time. */
    static final int PANEL = 2 * COUNT;

    private Lanes() {}

    private static VectorSpecies<Float> species() {
        String bits = System.getProperty(BITS_PROPERTY);
        return bits == null
                ? FloatVector.SPECIES_PREFERRED
                : VectorSpecies.of(float.class, VectorShape.forBitSize(Integer.parseInt(bits)));
    }

    /** The next multiple of {@link #COUNT}; what is added holds zeros. */
    static int padded(int channels) {
        return (channels + COUNT - 1) / COUNT * COUNT;
    }
}
