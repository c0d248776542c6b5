package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * One step of Adam (Kingma and Ba, 2015) as {@code keras.optimizers.Adam} computes it, in one pass over gradient and
 * moments.
 *
 * @param rate learning rate with the corrections of both moments' bias
 */
public record AdamStep(float rate, float firstDecay, float secondDecay, float epsilon) {

    /** Moves the moments and replaces the gradient by what to subtract from the parameters. */
    public void apply(FloatBuffer gradient, FloatBuffer first, FloatBuffer second) {
        Blocks.forEach(gradient.limit(), (from, count, scratch) -> {
            float[] g = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] m = scratch.get(Use.OUTPUT, Blocks.SIZE);
            float[] v = scratch.get(Use.STRIP, Blocks.SIZE);
            gradient.get(from, g, 0, count);
            first.get(from, m, 0, count);
            second.get(from, v, 0, count);
            move(g, m, v, count);
            gradient.put(from, g, 0, count);
            first.put(from, m, 0, count);
            second.put(from, v, 0, count);
        });
    }

    private void move(float[] g, float[] m, float[] v, int count) {
        for (int i = 0; i < count; i += COUNT) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first =
                    FloatVector.fromArray(SPECIES, m, i).mul(firstDecay).add(gradient.mul(1 - firstDecay));
            FloatVector second = FloatVector.fromArray(SPECIES, v, i)
                    .mul(secondDecay)
                    .add(gradient.mul(gradient).mul(1 - secondDecay));
            first.intoArray(m, i);
            second.intoArray(v, i);
            first.mul(rate).div(second.sqrt().add(epsilon)).intoArray(g, i);
        }
    }
}
