package io.atelier.evaluator.scoring;

import io.atelier.contract.Require;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Prediction;
import io.atelier.engine.kernel.Softmax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

/** Adds predictions up, image by image in the order of the test set. Not thread-safe. */
public final class Tally {

    private static final int TOP = 5;

    /** Of equally probable ones that of the earlier image. */
    private static final Comparator<Prediction> WORST_FIRST =
            Comparator.comparingDouble(Prediction::probability).reversed().thenComparingInt(Prediction::index);

    private final List<String> names;
    private final int classes;
    private final ConfusionMatrix confusion;
    private final List<Prediction> sample = new ArrayList<>();
    /** The worst so far, of which the least bad leaves first. */
    private final PriorityQueue<Prediction> wrong = new PriorityQueue<>(WORST_FIRST.reversed());

    private int images;
    private double loss;
    private long amongTop;

    /** @param names of the classes, in label order */
    public Tally(List<String> names) {
        this.names = names;
        this.classes = names.size();
        this.confusion = new ConfusionMatrix(classes);
    }

    /**
     * Counts the next image.
     *
     * @param logits one for each class, from index {@code from}
     * @throws IllegalArgumentException if the label is no class, or a logit is not finite
     */
    public void add(int label, float[] logits, int from) {
        Require.inRange(label, 0, classes - 1, "label of image " + images);
        requireFinite(logits, from);
        Softmax softmax = new Softmax(logits, from, classes);
        int predicted = softmax.predicted();
        confusion.add(label, predicted);
        loss += softmax.loss(label);
        if (classes > Evaluation.MAX_SHOWN && isAmongTop(label, logits, from)) {
            amongTop++;
        }
        Prediction prediction = new Prediction(images, label, predicted, softmax.probability(predicted));
        if (images < ClassificationReport.SAMPLE) {
            sample.add(prediction);
        }
        if (predicted != label) {
            wrong.add(prediction);
            if (wrong.size() > ClassificationReport.SAMPLE) {
                wrong.remove();
            }
        }
        images++;
    }

    private void requireFinite(float[] logits, int from) {
        for (int c = 0; c < classes; c++) {
            Require.that(
                    Float.isFinite(logits[from + c]),
                    "the network's output for image %d, class %d is %s, not a finite number: its parameters are unusable",
                    images,
                    c,
                    logits[from + c]);
        }
    }

    /** Of equally probable classes those with lower indices come first, as in predictions. */
    private boolean isAmongTop(int label, float[] logits, int from) {
        int before = 0;
        for (int c = 0; c < classes && before < TOP; c++) {
            float logit = logits[from + c];
            float own = logits[from + label];
            before += logit > own || (logit == own && c < label) ? 1 : 0;
        }
        return before < TOP;
    }

    /**
     * What has come out.
     *
     * @throws IllegalArgumentException if no image was counted
     */
    public ClassificationReport report() {
        Require.that(images > 0, "there are no images to score");
        List<ClassScore> scores = confusion.scores(names);
        boolean many = classes > Evaluation.MAX_SHOWN;
        return new ClassificationReport(
                images,
                classes,
                loss / images,
                confusion.accuracy(),
                many ? (Double) ((double) amongTop / images) : null,
                macro(scores, ClassScore::precision),
                macro(scores, ClassScore::recall),
                macro(scores, ClassScore::f1),
                many ? worst(scores) : scores,
                many ? List.of() : confusion.rows(),
                many ? confusion.mostConfused(Evaluation.MAX_SHOWN) : List.of(),
                sample,
                mistakes());
    }

    /** The lowest first, and of equally bad ones those with lower labels. */
    private static List<ClassScore> worst(List<ClassScore> scores) {
        return scores.stream()
                .sorted(Comparator.comparingDouble(ClassScore::f1).thenComparingInt(ClassScore::label))
                .limit(Evaluation.MAX_SHOWN)
                .toList();
    }

    private List<Prediction> mistakes() {
        return wrong.stream().sorted(WORST_FIRST).toList();
    }

    /** A stream's sum of doubles has no order that the JDK promises. */
    private static double macro(List<ClassScore> scores, ToDoubleFunction<ClassScore> score) {
        double sum = 0;
        for (ClassScore ofClass : scores) {
            sum += score.applyAsDouble(ofClass);
        }
        return sum / scores.size();
    }
}
