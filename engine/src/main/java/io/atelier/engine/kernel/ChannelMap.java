package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Per channel {@code y = max(scale * x + shift, floor)}: batch normalization with known statistics, on request with ReLU. */
public final class ChannelMap implements Pixels.Change {

    private final float[] scale;
    private final float[] shift;
    private final float floor;

    public ChannelMap(Normalization.Line line, boolean rectified) {
        int padded = Lanes.padded(line.scale().length);
        this.scale = Arrays.copyOf(line.scale(), padded);
        this.shift = Arrays.copyOf(line.shift(), padded);
        this.floor = rectified ? 0 : Float.NEGATIVE_INFINITY;
    }

    @Override
    public void apply(int first, int count, float[] array, int from, Scratch scratch) {
        for (int c = 0; c < scale.length; c += COUNT) {
            FloatVector slope = FloatVector.fromArray(SPECIES, scale, c);
            FloatVector offset = FloatVector.fromArray(SPECIES, shift, c);
            for (int i = from + c; i < from + count * scale.length; i += scale.length) {
                FloatVector.fromArray(SPECIES, array, i)
                        .fma(slope, offset)
                        .max(floor)
                        .intoArray(array, i);
            }
        }
    }
}
