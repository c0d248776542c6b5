package io.atelier.harness.chaos;

import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.Evaluation;
import java.util.List;

/** For tests. */
final class Evaluations {

    private Evaluations() {}

    /** Of a single image. */
    static Evaluation of(String trial, int epoch, String hash) {
        return new Evaluation(
                Evaluation.SCHEMA,
                trial,
                epoch,
                1,
                2,
                0.5,
                1,
                null,
                1,
                1,
                1,
                null,
                List.of(new ClassScore(0, "Shirt", 1, 1, 1, 1), new ClassScore(1, "Shoe", 0, 0, 0, 0)),
                List.of(List.of(1, 0), List.of(0, 0)),
                List.of(),
                List.of(),
                List.of(),
                hash);
    }
}
