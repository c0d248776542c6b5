package io.atelier.contract.message;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetShape;
import java.util.List;

/**
 * A checkpoint scored on the test set. It stays small whatever the number of classes: where they are more than
 * {@link #MAX_SHOWN}, it has the scores of the worst classes and the most confused pairs in place of all.
 *
 * @param schema version of this message
 * @param trial the trial
 * @param epoch the checkpoint's epoch, from 1
 * @param images test images
 * @param classes of the dataset
 * @param loss mean cross-entropy
 * @param accuracy in [0, 1]
 * @param top5 share of the images whose class is among the five most probable, in [0, 1]; null up to {@link #MAX_SHOWN} classes
 * @param precision macro average over all classes, in [0, 1]
 * @param recall macro average over all classes, in [0, 1]
 * @param f1 macro average over all classes, in [0, 1]
 * @param augmented the scores of the averaged predictions that the recipe asks for beside the plain ones, which all else here
 *     is about; null where it asks for none
 * @param perClass scores by class, in label order; above {@link #MAX_SHOWN} classes of those with the lowest F1 only, the lowest first
 * @param confusion counts: row is the true class, column the predicted one; empty above {@link #MAX_SHOWN} classes
 * @param confused the pairs of classes that were confused most often, the most frequent first; empty up to {@link #MAX_SHOWN} classes
 * @param sample predictions for a fixed sample of test images
 * @param mistakes the test images that were classified wrong with the highest probability, that one first
 * @param paramsSha256 hash of the parameters that were scored, see {@link TrialResult}
 */
public record Evaluation(
        int schema,
        String trial,
        int epoch,
        int images,
        int classes,
        double loss,
        double accuracy,
        Double top5,
        double precision,
        double recall,
        double f1,
        Scores augmented,
        List<ClassScore> perClass,
        List<List<Integer>> confusion,
        List<ConfusedPair> confused,
        List<Prediction> sample,
        List<Prediction> mistakes,
        String paramsSha256) {

    public static final int SCHEMA = 3;

    /** The most classes that have a matrix and are shown one by one; of more, the worst. */
    public static final int MAX_SHOWN = 20;

    private static final int MAX_SAMPLE = 1_000;

    public Evaluation {
        Require.schema(schema, SCHEMA, "evaluation");
        Require.trial(trial, "trial");
        Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
        Require.inRange(images, 1, Integer.MAX_VALUE, "images");
        Require.inRange(classes, 2, DatasetShape.MAX_CLASSES, "classes");
        Require.finite(loss, "loss");
        Require.inRange(accuracy, 0, 1, "accuracy");
        Require.inRange(precision, 0, 1, "precision");
        Require.inRange(recall, 0, 1, "recall");
        Require.inRange(f1, 0, 1, "f1");
        perClass = Require.copy(perClass, MAX_SHOWN, "per_class");
        confusion = Require.copy(confusion, MAX_SHOWN, "confusion").stream()
                .map(row -> Require.copy(row, MAX_SHOWN, "a row of confusion"))
                .toList();
        confused = Require.copy(confused, MAX_SHOWN, "confused");
        sample = Require.copy(sample, MAX_SAMPLE, "sample");
        mistakes = Require.copy(mistakes, MAX_SAMPLE, "mistakes");
        Require.sha256(paramsSha256, "params_sha256");
        requireClasses(sample, classes, "sample");
        requireClasses(mistakes, classes, "mistakes");
        Require.that((top5 != null) == (classes > MAX_SHOWN), "top5 belongs to more than %d classes", MAX_SHOWN);
        if (classes > MAX_SHOWN) {
            Require.inRange(top5, accuracy, 1, "top5");
            requireWorst(perClass, confusion, confused, classes);
        } else {
            Require.that(confused.isEmpty(), "confused belongs to more than %d classes", MAX_SHOWN);
            requireCounts(perClass, confusion, classes, images);
        }
    }

    private static void requireClasses(List<Prediction> predictions, int classes, String what) {
        for (Prediction prediction : predictions) {
            Require.inRange(prediction.label(), 0, classes - 1, what + ".label");
            Require.inRange(prediction.predicted(), 0, classes - 1, what + ".predicted");
        }
    }

    private static void requireWorst(
            List<ClassScore> perClass, List<List<Integer>> confusion, List<ConfusedPair> confused, int classes) {
        Require.that(
                confusion.isEmpty(), "confusion belongs to at most %d classes, but there are %d", MAX_SHOWN, classes);
        Require.that(
                perClass.size() == MAX_SHOWN, "per_class must have %d classes, but has %d", MAX_SHOWN, perClass.size());
        for (ClassScore score : perClass) {
            Require.inRange(score.label(), 0, classes - 1, "per_class.label");
        }
        for (ConfusedPair pair : confused) {
            Require.inRange(pair.label(), 0, classes - 1, "confused.label");
            Require.inRange(pair.predicted(), 0, classes - 1, "confused.predicted");
        }
    }

    private static void requireCounts(
            List<ClassScore> perClass, List<List<Integer>> confusion, int classes, int images) {
        Require.that(
                perClass.size() == classes, "per_class must have %d classes, but has %d", classes, perClass.size());
        Require.that(
                confusion.size() == classes && confusion.stream().allMatch(row -> row.size() == classes),
                "confusion must have %d rows and columns, one for each of per_class",
                classes);
        long counted = 0;
        for (int label = 0; label < classes; label++) {
            long support = 0;
            for (int count : confusion.get(label)) {
                support += Require.inRange(count, 0, images, "a count of confusion");
            }
            ClassScore score = perClass.get(label);
            Require.that(
                    score.label() == label, "per_class must be in label order, but %d is at %d", score.label(), label);
            Require.that(
                    score.support() == support,
                    "support of class %d must be %d as in confusion, but is %d",
                    label,
                    support,
                    score.support());
            counted += support;
        }
        Require.that(counted == images, "confusion must count %d images, but counts %d", images, counted);
    }

    /** {@code <trial>/<epoch>}: key of everything about an epoch of a trial. */
    public String key() {
        return trial + "/" + epoch;
    }
}
