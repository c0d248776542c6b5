package io.atelier.evaluator.metrics;

import io.atelier.contract.Topic;
import io.atelier.contract.message.Evaluation;
import io.atelier.engine.NativeRuntime;
import io.atelier.evaluator.checkpoints.EvaluationListener;
import io.atelier.service.metrics.CommonMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the evaluator does. Thread-safe. */
public final class EvaluatorMetrics implements EvaluationListener {

    /** Where the evaluator finds records that it may not be able to use. */
    private static final Topic[] READ = {
        Topic.CHECKPOINTS, Topic.BATCHES, Topic.DATASETS, Topic.TRIAL_EVENTS, Topic.EPOCHS, Topic.EVALUATIONS
    };

    private final MeterRegistry registry;
    private final BrokerMeters brokers;
    private final Counter evaluated;
    private final Counter failedSessions;
    private final Runnable repeatedRequests;
    private final Consumer<String> deadLetters;
    private final Timer evaluation;

    /** Shows everything from now on. */
    public EvaluatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.brokers = new BrokerMeters(registry);
        this.evaluated = counter("atelier.checkpoints.evaluated", "Checkpoints scored on the test set");
        this.failedSessions = counter(
                "atelier.evaluation.failures",
                "Times that evaluating had to begin again at the committed offsets: what was open is aborted");
        this.repeatedRequests = CommonMeters.repeatedRequests(registry);
        this.deadLetters = CommonMeters.deadLetters(registry, READ);
        this.evaluation = Timer.builder("atelier.evaluation")
                .description("Time to score a checkpoint, fetching the test set included")
                .register(registry);
    }

    @Override
    public void evaluated(Evaluation result, Duration took) {
        evaluated.increment();
        evaluation.record(took);
    }

    @Override
    public void failed() {
        failedSessions.increment();
    }

    /** How much there is to train; not shown before it is known of all runs, for an autoscaler must not believe less. */
    public void unfinished(Supplier<Number> trials) {
        gauge(
                "atelier.trials.unfinished",
                "Trials of all runs that have not ended: queued, running or paused; missing until all are known",
                trials);
    }

    /** How long the checkpoint in hand has waited for test images. */
    public void waiting(Supplier<Number> seconds) {
        gauge(
                "atelier.test.images.wait.seconds",
                "Time that a checkpoint has waited for its test images; 0 if none waits",
                seconds);
    }

    /** What is kept of test sets. */
    public void kept(Supplier<Number> bytes) {
        gauge("atelier.test.images.kept.bytes", "Test images that are kept for scoring and for pages", bytes);
    }

    /** Batches did not come in time. */
    public void askedAgain() {
        repeatedRequests.run();
    }

    public void deadLetter(String topic) {
        deadLetters.accept(topic);
    }

    /** Confined to one thread. */
    public BrokerMeters brokers() {
        return brokers;
    }

    /** What scoring computes with. */
    public void engine(NativeRuntime runtime) {
        CommonMeters.engine(
                registry, runtime::vectorBits, runtime::threads, runtime::nativeBytes, runtime::residentBytes);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
