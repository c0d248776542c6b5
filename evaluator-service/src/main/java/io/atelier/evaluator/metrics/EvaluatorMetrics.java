package io.atelier.evaluator.metrics;

import io.atelier.contract.message.Evaluation;
import io.atelier.evaluator.checkpoints.EvaluationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** What the evaluator does. Thread-safe. */
public final class EvaluatorMetrics implements EvaluationListener {

    private final MeterRegistry registry;
    private final Counter evaluated;
    private final Timer evaluation;

    public EvaluatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.evaluated = Counter.builder("atelier.checkpoints.evaluated")
                .description("Checkpoints scored on the test set")
                .register(registry);
        this.evaluation = Timer.builder("atelier.evaluation")
                .description("Time to score a checkpoint, fetching the test set included")
                .register(registry);
    }

    @Override
    public void evaluated(Evaluation result, Duration took) {
        evaluated.increment();
        evaluation.record(took);
    }

    public void deadLetter(String topic) {
        Counter.builder("atelier.dead.letters")
                .description("Records that could not be used, by the topic they were found on")
                .tag("topic", topic)
                .register(registry)
                .increment();
    }

    /** How long the checkpoint in hand has waited for test images. */
    public void waiting(DoubleSupplier seconds) {
        Gauge.builder("atelier.test.images.wait.seconds", seconds::getAsDouble)
                .description("Time that a checkpoint has waited for its test images; 0 if none waits")
                .strongReference(true)
                .register(registry);
    }

    /** Width of the vectors that scoring computes with. */
    public void vectorBits(int bits) {
        Gauge.builder("atelier.vector.bits", () -> bits)
                .description("Width of the vectors of the arithmetic; below 128 the JVM has no vector instructions")
                .strongReference(true)
                .register(registry);
    }
}
