package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Per channel {@code y = max(scale * x + shift, floor)}: batch normalization with known statistics, on request with ReLU. */
public final class ChannelMap implements Pixels.Change {

    /** Leaves everything as it is. */
    public static final ChannelMap NONE = new ChannelMap(new Normalization.Line(new float[0], new float[0]), false);

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
        apply(array, from, count);
    }

    /** In the place of {@code values [rows, padded channels]}, which begin at {@code from}. */
    void apply(float[] values, int from, int rows) {
        for (int c = 0; c < scale.length; c += COUNT) {
            FloatVector slope = FloatVector.fromArray(SPECIES, scale, c);
            FloatVector offset = FloatVector.fromArray(SPECIES, shift, c);
            for (int i = from + c; i < from + rows * scale.length; i += scale.length) {
                FloatVector.fromArray(SPECIES, values, i)
                        .fma(slope, offset)
                        .max(floor)
                        .intoArray(values, i);
            }
        }
    }
}
