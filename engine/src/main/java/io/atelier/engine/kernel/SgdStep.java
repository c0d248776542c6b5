package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * One step of stochastic gradient descent as {@code torch.optim.SGD} computes it with {@code dampening=0}: the velocity sums
 * gradients, and the rate multiplies what comes out. At a constant rate {@code keras.optimizers.SGD}, whose velocity sums
 * gradients times rate, moves parameters likewise.
 *
 * @param nesterov looks one step of momentum ahead
 */
public record SgdStep(float rate, float momentum, boolean nesterov) {

    /** Without momentum: replaces the gradient by what to subtract from the parameters. */
    public void apply(FloatBuffer gradient) {
        Blocks.forEach(gradient.limit(), (from, count, scratch) -> {
            float[] g = scratch.get(Use.INPUT, Blocks.SIZE);
            gradient.get(from, g, 0, count);
            for (int i = 0; i < count; i += COUNT) {
                FloatVector.fromArray(SPECIES, g, i).mul(rate).intoArray(g, i);
            }
            gradient.put(from, g, 0, count);
        });
    }

    /** Moves the velocity and replaces the gradient by what to subtract from the parameters. */
    public void apply(FloatBuffer gradient, FloatBuffer velocity) {
        Blocks.forEach(gradient.limit(), (from, count, scratch) -> {
            float[] g = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] v = scratch.get(Use.OUTPUT, Blocks.SIZE);
            gradient.get(from, g, 0, count);
            velocity.get(from, v, 0, count);
            move(g, v, count);
            gradient.put(from, g, 0, count);
            velocity.put(from, v, 0, count);
        });
    }

    private void move(float[] g, float[] v, int count) {
        for (int i = 0; i < count; i += COUNT) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
            FloatVector moved =
                    FloatVector.fromArray(SPECIES, v, i).mul(momentum).add(gradient);
            moved.intoArray(v, i);
            FloatVector direction = nesterov ? moved.mul(momentum).add(gradient) : moved;
            direction.mul(rate).intoArray(g, i);
        }
    }
}
