package io.atelier.evaluator.scoring;

import io.atelier.contract.Require;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.Prediction;
import io.atelier.contract.message.Scores;
import io.atelier.engine.kernel.Softmax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How good a set of predictions is.
 *
 * @param images how many were predicted
 * @param loss mean cross-entropy, see {@link Softmax}
 * @param accuracy in [0, 1]
 * @param perClass precision, recall, F1 and support by class, as scikit-learn's
 *     {@code precision_recall_fscore_support(labels=range(classes), zero_division=0)}
 * @param confusion counts: row is the true class, column the predicted one
 * @param sample predictions of the first {@value #SAMPLE} images, always the same ones
 * @param mistakes at most {@value #SAMPLE} wrong predictions, those with the highest probability, that one first
 */
public record ClassificationReport(
        int images,
        double loss,
        double accuracy,
        List<ClassScore> perClass,
        List<List<Integer>> confusion,
        List<Prediction> sample,
        List<Prediction> mistakes) {

    /** Images whose predictions are published one by one: the first of the test set, five rows of five. */
    public static final int SAMPLE = 25;

    public ClassificationReport {
        perClass = List.copyOf(perClass);
        confusion = List.copyOf(confusion);
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
        int classes = names.size();
        Require.that(labels.length > 0, "there are no images to score");
        Require.that(
                logits.length == labels.length * classes,
                "%d labels and %d classes need %d logits, but there are %d",
                labels.length,
                classes,
                labels.length * classes,
                logits.length);
        ConfusionMatrix confusion = new ConfusionMatrix(classes);
        List<Prediction> sample = new ArrayList<>();
        List<Prediction> wrong = new ArrayList<>();
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            Require.inRange(labels[i], 0, classes - 1, "label of image " + i);
            Softmax softmax = softmax(logits, i, classes);
            int predicted = softmax.predicted();
            confusion.add(labels[i], predicted);
            loss += softmax.loss(labels[i]);
            Prediction prediction = new Prediction(i, labels[i], predicted, softmax.probability(predicted));
            if (i < SAMPLE) {
                sample.add(prediction);
            }
            if (predicted != labels[i]) {
                wrong.add(prediction);
            }
        }
        return new ClassificationReport(
                labels.length,
                loss / labels.length,
                confusion.accuracy(),
                confusion.scores(names),
                confusion.rows(),
                sample,
                worst(wrong));
    }

    private static List<Prediction> worst(List<Prediction> wrong) {
        return wrong.stream()
                .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                .limit(SAMPLE)
                .toList();
    }

    /** Macro average of precision. */
    public double precision() {
        return macro(ClassScore::precision);
    }

    /** Macro average of recall. */
    public double recall() {
        return macro(ClassScore::recall);
    }

    /** Macro average of F1: the mean of the classes' F1, not the F1 of the means. */
    public double f1() {
        return macro(ClassScore::f1);
    }

    /** Loss, accuracy and the macro averages. */
    public Scores scores() {
        return new Scores(loss, accuracy, precision(), recall(), f1());
    }

    /** A stream's sum of doubles has no order that the JDK promises. */
    private double macro(ToDoubleFunction<ClassScore> score) {
        double sum = 0;
        for (ClassScore ofClass : perClass) {
            sum += score.applyAsDouble(ofClass);
        }
        return sum / perClass.size();
    }

    private static Softmax softmax(float[] logits, int image, int classes) {
        for (int c = 0; c < classes; c++) {
            float logit = logits[image * classes + c];
            Require.that(
                    Float.isFinite(logit),
                    "the network's output for image %d, class %d is %s, not a finite number: its parameters are unusable",
                    image,
                    c,
                    logit);
        }
        return new Softmax(logits, image * classes, classes);
    }
}
