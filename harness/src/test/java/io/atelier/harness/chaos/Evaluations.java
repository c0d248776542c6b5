package io.atelier.harness.chaos;

import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.Evaluation;
import java.util.List;

/** For tests. */
final class Evaluations {

    private Evaluations() {}

    /** Of a single image of a single class. */
    static Evaluation of(String trial, int epoch, String hash) {
        return new Evaluation(
                Evaluation.SCHEMA,
                trial,
                epoch,
                1,
                0.5,
                1,
                1,
                1,
                1,
                null,
                List.of(new ClassScore(0, "Shirt", 1, 1, 1, 1)),
                List.of(List.of(1)),
                List.of(),
                List.of(),
                hash);
    }
}
