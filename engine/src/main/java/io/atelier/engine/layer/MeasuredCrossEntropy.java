package io.atelier.engine.layer;

import io.atelier.contract.Require;
import io.atelier.engine.kernel.Softmax;
import io.atelier.engine.kernel.Workers;
import java.nio.FloatBuffer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Cross-entropy of {@link Softmax}, the mean over the batch. Remembers loss and number of correct answers of the pass whose
 * gradient it computed, so that nobody needs a second forward pass to measure them.
 */
public final class MeasuredCrossEntropy implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /** Images that a thread takes at a time. */
    private static final int ROWS = 8;

    private final double smoothing;
    private double loss;
    private int correct;

    public MeasuredCrossEntropy() {
        this(0);
    }

    /**
     * With smoothed labels, as Keras' and PyTorch's {@code label_smoothing}.
     *
     * @param smoothing share of each label that all classes divide equally, in [0, 1)
     */
    public MeasuredCrossEntropy(double smoothing) {
        this.smoothing = Require.inRange(smoothing, 0, 1, "label_smoothing");
    }

    /** Mean over the batch of the last gradient. */
    public double loss() {
        return loss;
    }

    /** How often the largest logit of the last gradient's batch stood at the label. */
    public int correct() {
        return correct;
    }

    /** {@code (softmax - smoothed labels) / n}; labels are one-hot rows. */
    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        int count = (int) logits.size(0);
        int classes = (int) logits.size(1);
        INDArray gradient = Nd4j.createUninitialized(logits.dataType(), new long[] {count, classes}, 'c');
        FloatBuffer target = Floats.view(gradient);
        float[] values = Floats.copy(logits);
        float[] targets = Floats.copy(labels);
        double[] losses = new double[count];
        boolean[] hits = new boolean[count];
        Workers.forEach((count + ROWS - 1) / ROWS, (block, scratch) -> {
            for (int n = block * ROWS; n < Math.min(count, (block + 1) * ROWS); n++) {
                Softmax softmax = new Softmax(values, n * classes, classes);
                int label = label(targets, n, classes);
                hits[n] = softmax.predicted() == label;
                losses[n] = smoothing == 0 ? softmax.loss(label) : smoothedLoss(softmax, label, classes);
                double others = smoothing / classes;
                for (int c = 0; c < classes; c++) {
                    double share = c == label ? 1 - smoothing + others : others;
                    target.put(n * classes + c, (float) ((softmax.probability(c) - share) / count));
                }
            }
        });
        double total = 0;
        correct = 0;
        for (int n = 0; n < count; n++) {
            total += losses[n];
            correct += hits[n] ? 1 : 0;
        }
        loss = total / count;
        return gradient;
    }

    private double smoothedLoss(Softmax softmax, int label, int classes) {
        double all = 0;
        for (int c = 0; c < classes; c++) {
            all += softmax.loss(c);
        }
        return (1 - smoothing) * softmax.loss(label) + smoothing / classes * all;
    }

    private static int label(float[] targets, int n, int classes) {
        int label = 0;
        for (int c = 0; c < classes; c++) {
            label = targets[n * classes + c] == 1f ? c : label;
        }
        return label;
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
