package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Per channel {@code y = max(scale * x + shift, floor)}: batch normalization with known statistics, on request with ReLU. */
public final class ChannelMap implements Pixels.Change {

    private final int padded;
    private final float[] scale;
    private final float[] shift;
    private final float floor;

    public ChannelMap(Normalization.Line line, boolean rectified) {
        this.padded = Lanes.padded(line.scale().length);
        this.scale = Vectors.repeated(line.scale());
        this.shift = Vectors.repeated(line.shift());
        this.floor = rectified ? 0 : Float.NEGATIVE_INFINITY;
    }

    @Override
    public void apply(int first, int count, float[] array, int from, Scratch scratch) {
        int end = from + count * padded;
        for (int begin = from; begin < end; begin += scale.length) {
            map(array, begin, Math.min(scale.length, end - begin));
        }
    }

    private void map(float[] values, int from, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector slope = FloatVector.fromArray(SPECIES, scale, i);
            FloatVector offset = FloatVector.fromArray(SPECIES, shift, i);
            FloatVector value = FloatVector.fromArray(SPECIES, values, from + i).fma(slope, offset);
            Vectors.atLeast(value, floor).intoArray(values, from + i);
        }
    }
}
