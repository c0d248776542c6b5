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
 * @param perClass scores by class, in label order
 * @param confusion counts: row is the true class, column the predicted one
 * @param sample predictions for a fixed sample of test images
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
        List<ClassScore> perClass,
        List<List<Integer>> confusion,
        List<Prediction> sample,
        String paramsSha256) {

    public static final int SCHEMA = 1;

    public Evaluation {
        Require.schema(schema, SCHEMA, "evaluation");
        Require.present(trial, "trial");
        Require.atMost(trial, 200, "trial");
        Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
        Require.inRange(images, 1, Integer.MAX_VALUE, "images");
        Require.finite(loss, "loss");
        Require.inRange(accuracy, 0, 1, "accuracy");
        Require.inRange(precision, 0, 1, "precision");
        Require.inRange(recall, 0, 1, "recall");
        Require.inRange(f1, 0, 1, "f1");
        perClass = List.copyOf(Require.present(perClass, "per_class"));
        confusion = Require.present(confusion, "confusion").stream()
                .map(List::copyOf)
                .toList();
        sample = List.copyOf(Require.present(sample, "sample"));
        Require.present(paramsSha256, "params_sha256");
        int classes = perClass.size();
        Require.that(
                confusion.size() == classes && confusion.stream().allMatch(row -> row.size() == classes),
                "confusion must have %d rows and columns",
                classes);
    }

    /** {@code <trial>/<epoch>}: key of everything about an epoch of a trial. */
    public String key() {
        return trial + "/" + epoch;
    }
}
