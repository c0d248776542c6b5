package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/** Long buffers blended element by element, as weight decay and averages of weights need it. */
public final class Blend {

    private Blend() {}

    /** {@code target += factor * values} */
    public static void add(FloatBuffer target, float factor, FloatBuffer values) {
        Blocks.forEach(target.limit(), (from, count, scratch) -> {
            float[] t = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] v = scratch.get(Use.OUTPUT, Blocks.SIZE);
            target.get(from, t, 0, count);
            values.get(from, v, 0, count);
            for (int i = 0; i < count; i += COUNT) {
                FloatVector.fromArray(SPECIES, v, i)
                        .mul(factor)
                        .add(FloatVector.fromArray(SPECIES, t, i))
                        .intoArray(t, i);
            }
            target.put(from, t, 0, count);
        });
    }

    /** {@code target += share * (values - target)}, as {@code torch.lerp} */
    public static void approach(FloatBuffer target, float share, FloatBuffer values) {
        Blocks.forEach(target.limit(), (from, count, scratch) -> {
            float[] t = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] v = scratch.get(Use.OUTPUT, Blocks.SIZE);
            target.get(from, t, 0, count);
            values.get(from, v, 0, count);
            for (int i = 0; i < count; i += COUNT) {
                FloatVector before = FloatVector.fromArray(SPECIES, t, i);
                FloatVector.fromArray(SPECIES, v, i)
                        .sub(before)
                        .mul(share)
                        .add(before)
                        .intoArray(t, i);
            }
            target.put(from, t, 0, count);
        });
    }
}
