package io.atelier.contract.message;

import io.atelier.contract.Require;
import java.util.List;

/**
 * A checkpoint scored on the test set.
 *
 * @param schema version of this message
 * @param trial the trial
 * @param epoch the checkpoint's epoch, from 1
 * @param images test images
 * @param loss mean cross-entropy
 * @param accuracy in [0, 1]
 * @param precision macro average over the classes, in [0, 1]
 * @param recall macro average over the classes, in [0, 1]
 * @param f1 macro average over the classes, in [0, 1]
 * @param augmented the scores of the averaged predictions that the recipe asks for beside the plain ones, which all else here
 *     is about; null where it asks for none
 * @param perClass scores by class, in label order
 * @param confusion counts: row is the true class, column the predicted one
 * @param sample predictions for a fixed sample of test images
 * @param mistakes the test images that were classified wrong with the highest probability, that one first; null in an
 *     evaluation by an older evaluator
 * @param paramsSha256 hash of the parameters that were scored, see {@link TrialResult}
 */
public record Evaluation(
        int schema,
        String trial,
        int epoch,
        int images,
        double loss,
        double accuracy,
        double precision,
        double recall,
        double f1,
        Scores augmented,
        List<ClassScore> perClass,
        List<List<Integer>> confusion,
        List<Prediction> sample,
        List<Prediction> mistakes,
        String paramsSha256) {

    public static final int SCHEMA = 2;

    private static final int MAX_CLASSES = 100;
    private static final int MAX_SAMPLE = 1_000;

    public Evaluation {
        Require.schema(schema, SCHEMA, "evaluation");
        Require.trial(trial, "trial");
        Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
        Require.inRange(images, 1, Integer.MAX_VALUE, "images");
        Require.finite(loss, "loss");
        Require.inRange(accuracy, 0, 1, "accuracy");
        Require.inRange(precision, 0, 1, "precision");
        Require.inRange(recall, 0, 1, "recall");
        Require.inRange(f1, 0, 1, "f1");
        perClass = Require.copy(perClass, MAX_CLASSES, "per_class");
        confusion = Require.copy(confusion, MAX_CLASSES, "confusion").stream()
                .map(row -> Require.copy(row, MAX_CLASSES, "a row of confusion"))
                .toList();
        sample = Require.copy(sample, MAX_SAMPLE, "sample");
        mistakes = mistakes == null ? null : Require.copy(mistakes, MAX_SAMPLE, "mistakes");
        Require.sha256(paramsSha256, "params_sha256");
        requireCounts(perClass, confusion, images);
        requireClasses(sample, perClass.size(), "sample");
        if (mistakes != null) {
            requireClasses(mistakes, perClass.size(), "mistakes");
        }
    }

    private static void requireClasses(List<Prediction> predictions, int classes, String what) {
        for (Prediction prediction : predictions) {
            Require.inRange(prediction.label(), 0, classes - 1, what + ".label");
            Require.inRange(prediction.predicted(), 0, classes - 1, what + ".predicted");
        }
    }

    private static void requireCounts(List<ClassScore> perClass, List<List<Integer>> confusion, int images) {
        int classes = perClass.size();
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
