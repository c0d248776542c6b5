package io.atelier.contract.message;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetShape;

/**
 * Scores of one class, as scikit-learn's {@code precision_recall_fscore_support(zero_division=0)} defines them.
 *
 * @param label the class, from 0
 * @param name its name
 * @param precision in [0, 1]
 * @param recall in [0, 1]
 * @param f1 in [0, 1]
 * @param support test images of this class
 */
public record ClassScore(int label, String name, double precision, double recall, double f1, int support) {

    public ClassScore {
        Require.inRange(label, 0, DatasetShape.MAX_CLASSES - 1, "label");
        Require.atMost(name, 100, "name");
        Require.inRange(precision, 0, 1, "precision");
        Require.inRange(recall, 0, 1, "recall");
        Require.inRange(f1, 0, 1, "f1");
        Require.inRange(support, 0, Integer.MAX_VALUE, "support");
    }
}
