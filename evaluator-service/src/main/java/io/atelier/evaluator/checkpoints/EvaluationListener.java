package io.atelier.evaluator.checkpoints;

import io.atelier.contract.message.Evaluation;
import java.time.Duration;

/** Is told of every evaluation that was made. */
@FunctionalInterface
public interface EvaluationListener {

    void evaluated(Evaluation evaluation, Duration took);
}
