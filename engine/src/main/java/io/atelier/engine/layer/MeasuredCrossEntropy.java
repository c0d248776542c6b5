package io.atelier.engine.layer;

import java.nio.FloatBuffer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Softmax and cross-entropy, the mean over the batch, from the logits. Remembers loss and number of correct answers of
 * the pass whose gradient it computed, so that nobody needs a second forward pass to measure them.
 */
public final class MeasuredCrossEntropy implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private double loss;
    private int correct;

    /** Mean over the batch of the last gradient. */
    public double loss() {
        return loss;
    }

    /** How often the largest logit of the last gradient's batch stood at the label. */
    public int correct() {
        return correct;
    }

    /** {@code (softmax - labels) / n}; labels are one-hot. */
    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        int count = (int) logits.size(0);
        int classes = (int) logits.size(1);
        INDArray gradient = Nd4j.createUninitialized(logits.dataType(), new long[] {count, classes}, 'c');
        FloatBuffer target = Floats.view(gradient);
        double[] row = new double[classes];
        double total = 0;
        int hits = 0;
        for (int n = 0; n < count; n++) {
            int label = 0;
            for (int c = 0; c < classes; c++) {
                row[c] = logits.getFloat(n, c);
                label = labels.getFloat(n, c) == 1f ? c : label;
            }
            hits += largest(row) == label ? 1 : 0;
            total -= logSoftmax(row)[label];
            for (int c = 0; c < classes; c++) {
                target.put((float) ((StrictMath.exp(row[c]) - (c == label ? 1 : 0)) / count));
            }
        }
        loss = total / count;
        correct = hits;
        return gradient;
    }

    /** The first of equals. */
    private static int largest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] > row[best] ? c : best;
        }
        return best;
    }

    private static double[] logSoftmax(double[] row) {
        double maximum = row[largest(row)];
        double sum = 0;
        for (double value : row) {
            sum += StrictMath.exp(value - maximum);
        }
        double shift = maximum + StrictMath.log(sum);
        for (int c = 0; c < row.length; c++) {
            row[c] -= shift;
        }
        return row;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return average ? loss : loss * logits.size(0);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        throw new UnsupportedOperationException("Only the mean loss of a training step is measured");
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        INDArray gradient = computeGradient(labels, logits, activation, mask);
        return new Pair<>(computeScore(labels, logits, activation, mask, average), gradient);
    }

    @Override
    public String name() {
        return "MeasuredCrossEntropy";
    }
}
