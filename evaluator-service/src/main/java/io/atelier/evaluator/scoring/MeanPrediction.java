package io.atelier.evaluator.scoring;

import io.atelier.engine.kernel.Softmax;
import java.util.List;

/** The mean of several predictions of one image. */
public final class MeanPrediction {

    private MeanPrediction() {}

    /**
     * The logarithm of each class's mean probability, which is a logit: softmax gives the mean probabilities back. By way of
     * logarithms, so that a probability too small for a double still counts in the loss. Additions come in the order of the
     * predictions, in double precision.
     *
     * @param logits of each prediction, {@code classes} from index {@code from}
     * @param into takes {@code classes} values from index {@code to}; not finite where a logit is not
     */
    public static void write(List<float[]> logits, int from, int classes, float[] into, int to) {
        List<Softmax> predictions =
                logits.stream().map(of -> new Softmax(of, from, classes)).toList();
        for (int c = 0; c < classes; c++) {
            int label = c;
            double largest = predictions.stream()
                    .mapToDouble(prediction -> -prediction.loss(label))
                    .max()
                    .orElseThrow();
            double sum = 0;
            for (Softmax prediction : predictions) {
                sum += StrictMath.exp(-prediction.loss(c) - largest);
            }
            into[to + c] = (float) (largest + StrictMath.log(sum / predictions.size()));
        }
    }
}
