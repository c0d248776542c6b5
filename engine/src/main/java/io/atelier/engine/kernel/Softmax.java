package io.atelier.engine.kernel;

/**
 * Softmax of one image's logits, and the cross-entropy: the only definition of probability, prediction and loss, for
 * training, validation and evaluation alike.
 *
 * <p>In double precision and by {@link StrictMath}, whose exp and log are those of fdlibm on every machine and every JDK;
 * those of {@link Math} and of native libraries are not.
 *
 * <p>The loss is Keras' categorical cross-entropy from logits, which is also what its TensorFlow backend computes for a
 * network that ends with softmax. From probabilities it would have to be clipped: a probability near 0 or 1 no longer tells
 * how sure or how wrong the network was.
 */
public final class Softmax {

    private final float[] logits;
    private final int from;
    private final int largest;
    private final double logSum;

    /** Of {@code classes} logits from index {@code from}; shares the array. */
    public Softmax(float[] logits, int from, int classes) {
        this.logits = logits;
        this.from = from;
        this.largest = largest(logits, from, classes);
        double maximum = logits[from + largest];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += StrictMath.exp(logits[from + c] - maximum);
        }
        this.logSum = maximum + StrictMath.log(sum);
    }

    private static int largest(float[] logits, int from, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[from + c] > logits[from + best] ? c : best;
        }
        return best;
    }

    /** The predicted class: the most probable one, and of equals the first. */
    public int predicted() {
        return largest;
    }

    /** In [0, 1]; NaN if the logits are not finite. */
    public double probability(int c) {
        return StrictMath.exp(logits[from + c] - logSum);
    }

    /** In nats; not finite only if the logits are not. */
    public double loss(int label) {
        return logSum - logits[from + label];
    }
}
