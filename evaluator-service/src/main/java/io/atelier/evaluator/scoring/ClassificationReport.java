package io.atelier.evaluator.scoring;

import io.atelier.contract.Require;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.ConfusedPair;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Prediction;
import io.atelier.contract.message.Scores;
import io.atelier.engine.kernel.Softmax;
import java.util.List;

/**
 * How good a set of predictions is; all but the numbers is bounded as in {@link Evaluation}.
 *
 * @param images how many were predicted
 * @param classes of the dataset
 * @param loss mean cross-entropy, see {@link Softmax}
 * @param accuracy in [0, 1]
 * @param top5 share of the images whose class is among the five most probable; null up to {@link Evaluation#MAX_SHOWN} classes
 * @param precision macro average
 * @param recall macro average
 * @param f1 macro average: the mean of the classes' F1, not the F1 of the means
 * @param perClass precision, recall, F1 and support by class, as scikit-learn's
 *     {@code precision_recall_fscore_support(labels=range(classes), zero_division=0)}; of many classes the worst
 * @param confusion counts: row is the true class, column the predicted one; empty where there are many classes
 * @param confused of many classes the pairs that were confused most often
 * @param sample predictions of the first {@value #SAMPLE} images, always the same ones
 * @param mistakes at most {@value #SAMPLE} wrong predictions, those with the highest probability, that one first
 */
public record ClassificationReport(
        int images,
        int classes,
        double loss,
        double accuracy,
        Double top5,
        double precision,
        double recall,
        double f1,
        List<ClassScore> perClass,
        List<List<Integer>> confusion,
        List<ConfusedPair> confused,
        List<Prediction> sample,
        List<Prediction> mistakes) {

    /** Images whose predictions are published one by one: the first of the test set, five rows of five. */
    public static final int SAMPLE = 25;

    public ClassificationReport {
        perClass = List.copyOf(perClass);
        confusion = List.copyOf(confusion);
        confused = List.copyOf(confused);
        sample = List.copyOf(sample);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Scores predictions. Where several classes are equally probable, the one with the lowest index is predicted, as
     * NumPy's {@code argmax} does.
     *
     * @param labels the true classes, in [0, classes)
     * @param logits {@code [n, classes]}, one row per label, finite
     * @param names names of the classes, in label order
     * @throws IllegalArgumentException if lengths do not fit, a label is no class, or a logit is not finite
     */
    public static ClassificationReport of(int[] labels, float[] logits, List<String> names) {
        Require.that(
                logits.length == labels.length * names.size(),
                "%d labels and %d classes need %d logits, but there are %d",
                labels.length,
                names.size(),
                labels.length * names.size(),
                logits.length);
        Tally tally = new Tally(names);
        for (int i = 0; i < labels.length; i++) {
            tally.add(labels[i], logits, i * names.size());
        }
        return tally.report();
    }

    /** Loss, accuracy and the macro averages. */
    public Scores scores() {
        return new Scores(loss, accuracy, precision, recall, f1);
    }
}
