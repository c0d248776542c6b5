package io.atelier.evaluator.scoring;

import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.ConfusedPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Counts of (true class, predicted class) and the scores that follow from them, as scikit-learn defines them with
 * {@code labels=range(classes)} and {@code zero_division=0}: a class that was never predicted has precision 0, a class
 * without images has recall 0, and both count in the macro averages.
 *
 * <p>Grows with classes and with mistakes, not with the square of the classes. Not thread-safe.
 */
final class ConfusionMatrix {

    private final int[] support;
    private final int[] predicted;
    private final int[] correct;
    private final Map<Pair, Integer> confused = new HashMap<>();

    private record Pair(int label, int predicted) {}

    ConfusionMatrix(int classes) {
        support = new int[classes];
        predicted = new int[classes];
        correct = new int[classes];
    }

    void add(int label, int prediction) {
        support[label]++;
        predicted[prediction]++;
        if (label == prediction) {
            correct[label]++;
        } else {
            confused.merge(new Pair(label, prediction), 1, Integer::sum);
        }
    }

    /** Share of images that were classified right, in [0, 1]. */
    double accuracy() {
        return ratio(sum(correct), sum(support));
    }

    List<ClassScore> scores(List<String> names) {
        List<ClassScore> scores = new ArrayList<>();
        for (int label = 0; label < support.length; label++) {
            double precision = ratio(correct[label], predicted[label]);
            double recall = ratio(correct[label], support[label]);
            // 2 TP / (2 TP + FP + FN), which is 0 where there is nothing to divide by.
            double f1 = ratio(2L * correct[label], predicted[label] + support[label]);
            scores.add(new ClassScore(label, names.get(label), precision, recall, f1, support[label]));
        }
        return scores;
    }

    /** Row is the true class, column the predicted one. */
    List<List<Integer>> rows() {
        return IntStream.range(0, support.length)
                .mapToObj(label -> IntStream.range(0, support.length)
                        .mapToObj(other ->
                                label == other ? correct[label] : confused.getOrDefault(new Pair(label, other), 0))
                        .toList())
                .toList();
    }

    /** At most {@code most}, the most frequent first, and of equally frequent ones those of the lower class. */
    List<ConfusedPair> mostConfused(int most) {
        return confused.entrySet().stream()
                .map(entry ->
                        new ConfusedPair(entry.getKey().label(), entry.getKey().predicted(), entry.getValue()))
                .sorted(Comparator.comparingInt(ConfusedPair::images)
                        .reversed()
                        .thenComparingInt(ConfusedPair::label)
                        .thenComparingInt(ConfusedPair::predicted))
                .limit(most)
                .toList();
    }

    private static long sum(int[] counts) {
        return Arrays.stream(counts).asLongStream().sum();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
