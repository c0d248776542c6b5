package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The linear maps of Winograd's minimal filtering F(4x4, 3x3): a tile of 4x4 outputs of a filter with 3x3 taps by 36
 * multiplications instead of 144. With input {@code d}, filter {@code g} and output {@code y}, along one side it is {@code
 * y = A'((G g) * (B' d))}, in two dimensions the same along columns and then along rows; the transposed maps give the
 * gradients.
 *
 * <p>After Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), with the points 0, ±√½, ±√2 and
 * infinity in place of 0, ±1, ±2 and infinity, which makes rounding errors 2.6 times smaller.
 *
 * <p>Every map is one method, both its passes by the same lines: small enough for the compiler's registers, and too large
 * for it to be inlined, which would break up the vectors.
 */
final class Winograd {

    /** Outputs of a tile along one side. */
    static final int OUTPUTS = 4;

    /** Inputs of a tile along one side, and products. */
    static final int INPUTS = 6;

    /** Products of a tile in two dimensions. */
    static final int PRODUCTS = INPUTS * INPUTS;

    static final int TAPS = 3;

    private static final float A = (float) Math.sqrt(0.5);
    private static final float A2 = 0.5f;
    private static final float A3 = A * A2;
    private static final float B = (float) Math.sqrt(2);
    private static final float B2 = 2;
    private static final float B3 = B * B2;
    private static final float SUM = A2 + B2;

    /** Of the weights' map: the products of each point's differences to the others. */
    private static final float NORM_A = -2f / 3;

    private static final float NORM_B = 1f / 6;

    private Winograd() {}

    /**
     * One side's map, applied to {@code lines} times {@code count} vectors of inputs: element {@code i} of number {@code n}
     * of a line is the vector of channels at {@code line * lineSize + n * next + i * step}; so with the outputs.
     */
    record Pass(int lines, int lineSize, int count, int next, int step, int outLineSize, int outNext, int outStep) {}

    /** {@code B'}: six to six. */
    static void input(float[] values, int from, Pass first, float[] between, Pass second, float[] results, int to) {
        for (int turn = 0; turn < 2; turn++) {
            Pass pass = turn == 0 ? first : second;
            float[] in = turn == 0 ? values : between;
            float[] out = turn == 0 ? between : results;
            int start = turn == 0 ? from : 0;
            int outStart = turn == 0 ? 0 : to;
            int step = pass.step();
            int outStep = pass.outStep();
            for (int line = 0; line < pass.lines(); line++) {
                int i = start + line * pass.lineSize();
                int o = outStart + line * pass.outLineSize();
                for (int n = 0; n < pass.count(); n++) {
                    FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + step);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * step);
                    FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * step);
                    FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * step);
                    FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * step);
                    FloatVector evenA = x4.sub(x2.mul(B2));
                    FloatVector oddA = x3.sub(x1.mul(B2)).mul(A);
                    FloatVector evenB = x4.sub(x2.mul(A2));
                    FloatVector oddB = x3.sub(x1.mul(A2)).mul(B);
                    x4.sub(x2.mul(SUM)).add(x0).intoArray(out, o);
                    evenA.add(oddA).intoArray(out, o + outStep);
                    evenA.sub(oddA).intoArray(out, o + 2 * outStep);
                    evenB.add(oddB).intoArray(out, o + 3 * outStep);
                    evenB.sub(oddB).intoArray(out, o + 4 * outStep);
                    x5.sub(x3.mul(SUM)).add(x1).intoArray(out, o + 5 * outStep);
                    i += pass.next();
                    o += pass.outNext();
                }
            }
        }
    }

    /**
     * {@code B}: six to six. The first two results are added to what is there, which is where the last two of the number before
     * are; the others are added to zero and stored, so that no zero is negative, whether something was added or not.
     */
    static void addInputTransposed(
            float[] values, int from, Pass first, float[] between, Pass second, float[] results, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int turn = 0; turn < 2; turn++) {
            Pass pass = turn == 0 ? first : second;
            float[] in = turn == 0 ? values : between;
            float[] out = turn == 0 ? between : results;
            int start = turn == 0 ? from : 0;
            int outStart = turn == 0 ? 0 : to;
            int step = pass.step();
            int outStep = pass.outStep();
            for (int line = 0; line < pass.lines(); line++) {
                int i = start + line * pass.lineSize();
                int o = outStart + line * pass.outLineSize();
                for (int n = 0; n < pass.count(); n++) {
                    FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + step);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * step);
                    FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * step);
                    FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * step);
                    FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * step);
                    FloatVector evenA = x1.add(x2);
                    FloatVector oddA = x1.sub(x2);
                    FloatVector evenB = x3.add(x4);
                    FloatVector oddB = x3.sub(x4);
                    FloatVector.fromArray(SPECIES, out, o).add(x0).intoArray(out, o);
                    FloatVector.fromArray(SPECIES, out, o + outStep)
                            .add(x5.sub(oddA.mul(B)).sub(oddB.mul(A)))
                            .intoArray(out, o + outStep);
                    zero.add(x0.mul(-SUM).sub(evenA.mul(B2)).sub(evenB.mul(A2))).intoArray(out, o + 2 * outStep);
                    zero.add(oddA.mul(A).add(oddB.mul(B)).sub(x5.mul(SUM))).intoArray(out, o + 3 * outStep);
                    zero.add(x0.add(evenA).add(evenB)).intoArray(out, o + 4 * outStep);
                    zero.add(x5).intoArray(out, o + 5 * outStep);
                    i += pass.next();
                    o += pass.outNext();
                }
            }
        }
    }

    /** {@code A'}: six to four. */
    static void output(float[] values, int from, Pass first, float[] between, Pass second, float[] results, int to) {
        for (int turn = 0; turn < 2; turn++) {
            Pass pass = turn == 0 ? first : second;
            float[] in = turn == 0 ? values : between;
            float[] out = turn == 0 ? between : results;
            int start = turn == 0 ? from : 0;
            int outStart = turn == 0 ? 0 : to;
            int step = pass.step();
            int outStep = pass.outStep();
            for (int line = 0; line < pass.lines(); line++) {
                int i = start + line * pass.lineSize();
                int o = outStart + line * pass.outLineSize();
                for (int n = 0; n < pass.count(); n++) {
                    FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + step);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * step);
                    FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * step);
                    FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * step);
                    FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * step);
                    FloatVector evenA = x1.add(x2);
                    FloatVector oddA = x1.sub(x2);
                    FloatVector evenB = x3.add(x4);
                    FloatVector oddB = x3.sub(x4);
                    x0.add(evenA).add(evenB).intoArray(out, o);
                    oddA.mul(A).add(oddB.mul(B)).intoArray(out, o + outStep);
                    evenA.mul(A2).add(evenB.mul(B2)).intoArray(out, o + 2 * outStep);
                    oddA.mul(A3).add(oddB.mul(B3)).add(x5).intoArray(out, o + 3 * outStep);
                    i += pass.next();
                    o += pass.outNext();
                }
            }
        }
    }

    /** {@code A}: four to six. */
    static void outputTransposed(
            float[] values, int from, Pass first, float[] between, Pass second, float[] results, int to) {
        for (int turn = 0; turn < 2; turn++) {
            Pass pass = turn == 0 ? first : second;
            float[] in = turn == 0 ? values : between;
            float[] out = turn == 0 ? between : results;
            int start = turn == 0 ? from : 0;
            int outStart = turn == 0 ? 0 : to;
            int step = pass.step();
            int outStep = pass.outStep();
            for (int line = 0; line < pass.lines(); line++) {
                int i = start + line * pass.lineSize();
                int o = outStart + line * pass.outLineSize();
                for (int n = 0; n < pass.count(); n++) {
                    FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + step);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * step);
                    FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * step);
                    FloatVector evenA = x0.add(x2.mul(A2));
                    FloatVector oddA = x1.mul(A).add(x3.mul(A3));
                    FloatVector evenB = x0.add(x2.mul(B2));
                    FloatVector oddB = x1.mul(B).add(x3.mul(B3));
                    x0.intoArray(out, o);
                    evenA.add(oddA).intoArray(out, o + outStep);
                    evenA.sub(oddA).intoArray(out, o + 2 * outStep);
                    evenB.add(oddB).intoArray(out, o + 3 * outStep);
                    evenB.sub(oddB).intoArray(out, o + 4 * outStep);
                    x3.intoArray(out, o + 5 * outStep);
                    i += pass.next();
                    o += pass.outNext();
                }
            }
        }
    }

    /** {@code G}: three to six. */
    static void weights(float[] values, int from, Pass first, float[] between, Pass second, float[] results, int to) {
        for (int turn = 0; turn < 2; turn++) {
            Pass pass = turn == 0 ? first : second;
            float[] in = turn == 0 ? values : between;
            float[] out = turn == 0 ? between : results;
            int start = turn == 0 ? from : 0;
            int outStart = turn == 0 ? 0 : to;
            int step = pass.step();
            int outStep = pass.outStep();
            for (int line = 0; line < pass.lines(); line++) {
                int i = start + line * pass.lineSize();
                int o = outStart + line * pass.outLineSize();
                for (int n = 0; n < pass.count(); n++) {
                    FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + step);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * step);
                    FloatVector evenA = x0.add(x2.mul(A2)).mul(NORM_A);
                    FloatVector oddA = x1.mul(A * NORM_A);
                    FloatVector evenB = x0.add(x2.mul(B2)).mul(NORM_B);
                    FloatVector oddB = x1.mul(B * NORM_B);
                    x0.intoArray(out, o);
                    evenA.add(oddA).intoArray(out, o + outStep);
                    evenA.sub(oddA).intoArray(out, o + 2 * outStep);
                    evenB.add(oddB).intoArray(out, o + 3 * outStep);
                    evenB.sub(oddB).intoArray(out, o + 4 * outStep);
                    x2.intoArray(out, o + 5 * outStep);
                    i += pass.next();
                    o += pass.outNext();
                }
            }
        }
    }

    /** {@code G'}: six to three. */
    static void weightsTransposed(
            float[] values, int from, Pass first, float[] between, Pass second, float[] results, int to) {
        for (int turn = 0; turn < 2; turn++) {
            Pass pass = turn == 0 ? first : second;
            float[] in = turn == 0 ? values : between;
            float[] out = turn == 0 ? between : results;
            int start = turn == 0 ? from : 0;
            int outStart = turn == 0 ? 0 : to;
            int step = pass.step();
            int outStep = pass.outStep();
            for (int line = 0; line < pass.lines(); line++) {
                int i = start + line * pass.lineSize();
                int o = outStart + line * pass.outLineSize();
                for (int n = 0; n < pass.count(); n++) {
                    FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + step);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * step);
                    FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * step);
                    FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * step);
                    FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * step);
                    FloatVector evenA = x1.add(x2).mul(NORM_A);
                    FloatVector oddA = x1.sub(x2).mul(A * NORM_A);
                    FloatVector evenB = x3.add(x4).mul(NORM_B);
                    FloatVector oddB = x3.sub(x4).mul(B * NORM_B);
                    x0.add(evenA).add(evenB).intoArray(out, o);
                    oddA.add(oddB).intoArray(out, o + outStep);
                    evenA.mul(A2).add(evenB.mul(B2)).add(x5).intoArray(out, o + 2 * outStep);
                    i += pass.next();
                    o += pass.outNext();
                }
            }
        }
    }
}
