package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inverted dropout whose mask is a function of a seed and an element's position alone, so that the backward pass has it
 * again without anybody keeping it.
 */
public final class Dropout {

    private static final VectorSpecies<Integer> INTEGERS = SPECIES.withLanes(int.class);

    /** Of the hash's bits, as many decide. */
    private static final int BITS = 24;

    private Dropout() {}

    /** {@code out = in * mask}, the mask zero with probability {@code rate}, otherwise {@code 1 / (1 - rate)}. */
    public static void apply(FloatBuffer in, double rate, long seed, FloatBuffer out) {
        int threshold = (int) Math.round(rate * (1 << BITS));
        float kept = (float) (1 / (1 - rate));
        Blocks.forEach(in.limit(), (from, count, scratch) -> {
            float[] values = scratch.get(Use.INPUT, Blocks.SIZE);
            in.get(from, values, 0, count);
            multiply(values, count, from, threshold, kept, (int) seed, (int) (seed >>> Integer.SIZE));
            out.put(from, values, 0, count);
        });
    }

    /** Two rounds of the integer hash "lowbias32" (Wellons, "Hash Prospector", 2018) of the position, each with a key. */
    private static void multiply(
            float[] values, int count, int position, int threshold, float kept, int firstKey, int secondKey) {
        IntVector index = IntVector.zero(INTEGERS).addIndex(1).add(position);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i += COUNT) {
            IntVector x = index.add(i).lanewise(VectorOperators.XOR, firstKey);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .add(secondKey);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .lanewise(VectorOperators.LSHR, Integer.SIZE - BITS);
            FloatVector value = FloatVector.fromArray(SPECIES, values, i).mul(kept);
            zero.blend(value, x.compare(VectorOperators.GE, threshold).cast(SPECIES))
                    .intoArray(values, i);
        }
    }
}
