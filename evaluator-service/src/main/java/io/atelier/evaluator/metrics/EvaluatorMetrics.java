package io.atelier.evaluator.metrics;

import io.atelier.contract.Topic;
import io.atelier.contract.message.Evaluation;
import io.atelier.engine.NativeRuntime;
import io.atelier.evaluator.checkpoints.EvaluationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.AppInfoParser;

/** What the evaluator does. Thread-safe. */
public final class EvaluatorMetrics implements EvaluationListener {

    /** Where the evaluator finds records that it may not be able to use. */
    private static final List<Topic> READ =
            List.of(Topic.CHECKPOINTS, Topic.BATCHES, Topic.TRIAL_EVENTS, Topic.EPOCHS, Topic.EVALUATIONS);

    private final MeterRegistry registry;
    private final BrokerMeters brokers;
    private final Counter evaluated;
    private final Counter failedSessions;
    private final Counter repeatedRequests;
    private final Timer evaluation;

    /** Shows everything from now on; {@code version} is that of this software. */
    public EvaluatorMetrics(MeterRegistry registry, String version) {
        this.registry = registry;
        this.brokers = new BrokerMeters(registry);
        this.evaluated = counter("atelier.checkpoints.evaluated", "Checkpoints scored on the test set");
        this.failedSessions = counter(
                "atelier.evaluation.failures",
                "Times that evaluating had to begin again at the committed offsets: what was open is aborted");
        this.repeatedRequests =
                counter("atelier.batch.requests.repeated", "Times that batches did not come and were asked for again");
        this.evaluation = Timer.builder("atelier.evaluation")
                .description("Time to score a checkpoint, fetching the test set included")
                .register(registry);
        Gauge.builder("atelier.build.info", () -> 1)
                .description("1, with the version of this software and of its Kafka client")
                .tags("version", version, "kafka", AppInfoParser.getVersion())
                .register(registry);
        // Shown from the start: an increase from nothing to one would not be seen.
        READ.forEach(topic -> deadLetters(topic.topicName()));
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

    /** How long the checkpoint in hand has waited for test images. */
    public void waiting(Supplier<Number> seconds) {
        gauge(
                "atelier.test.images.wait.seconds",
                "Time that a checkpoint has waited for its test images; 0 if none waits",
                seconds);
    }

    /** Batches did not come in time. */
    public void askedAgain() {
        repeatedRequests.increment();
    }

    public void deadLetter(String topic) {
        deadLetters(topic).increment();
    }

    /** Of one thread. */
    public BrokerMeters brokers() {
        return brokers;
    }

    /** What scoring computes with. */
    public void engine(NativeRuntime runtime) {
        gauge(
                "atelier.vector.bits",
                "Width of the vectors of the arithmetic; below 128 the JVM has no vector instructions",
                runtime::vectorBits);
        gauge("atelier.engine.threads", "CPU threads of the arithmetic", runtime::threads);
        gauge("atelier.native.memory.bytes", "Memory outside of the heap for tensors", runtime::nativeBytes);
        gauge(
                "atelier.resident.memory.bytes",
                "Memory of the machine that the process occupies, heap and all",
                runtime::residentBytes);
    }

    private Counter deadLetters(String topic) {
        return counter(
                "atelier.dead.letters",
                "Records that could not be used, by the topic they were found on",
                "topic",
                topic);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
