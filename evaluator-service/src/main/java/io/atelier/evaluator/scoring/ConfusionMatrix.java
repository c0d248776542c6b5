package io.atelier.evaluator.scoring;

import io.atelier.contract.message.ClassScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts of (true class, predicted class) and the scores that follow from them, as scikit-learn defines them with
 * {@code labels=range(classes)} and {@code zero_division=0}: a class that was never predicted has precision 0, a class
 * without images has recall 0, and both count in the macro averages.
 *
 * <p>Not thread-safe.
 */
final class ConfusionMatrix {

    private final int[][] counts;

    ConfusionMatrix(int classes) {
        counts = new int[classes][classes];
    }

    void add(int label, int predicted) {
        counts[label][predicted]++;
    }

    /** Share of images on the diagonal, in [0, 1]. */
    double accuracy() {
        long correct = 0;
        long total = 0;
        for (int label = 0; label < counts.length; label++) {
            correct += counts[label][label];
            total += support(label);
        }
        return ratio(correct, total);
    }

    List<ClassScore> scores(List<String> names) {
        List<ClassScore> scores = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            double precision = ratio(counts[label][label], predicted(label));
            double recall = ratio(counts[label][label], support(label));
            // 2 TP / (2 TP + FP + FN), which is 0 where there is nothing to divide by.
            double f1 = ratio(2L * counts[label][label], predicted(label) + support(label));
            scores.add(new ClassScore(label, names.get(label), precision, recall, f1, support(label)));
        }
        return scores;
    }

    /** Row is the true class, column the predicted one. */
    List<List<Integer>> rows() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    private int support(int label) {
        return Arrays.stream(counts[label]).sum();
    }

    private int predicted(int label) {
        return Arrays.stream(counts).mapToInt(row -> row[label]).sum();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
