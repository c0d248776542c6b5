package io.atelier.evaluator.checkpoints;

import io.atelier.contract.message.Evaluation;
import java.time.Duration;

/** Watches the evaluator at work. */
public interface EvaluationListener {

    /** A checkpoint was scored and its evaluation is about to be published. */
    void evaluated(Evaluation evaluation, Duration took);

    /** Something failed that may work the next time: reading begins again at the committed offsets. */
    default void failed() {}
}
