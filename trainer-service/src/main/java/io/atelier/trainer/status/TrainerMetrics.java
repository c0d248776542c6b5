package io.atelier.trainer.status;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.Step;
import io.atelier.trainer.trial.TrialObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The trainer's metrics. Those with a trial's labels are of the trial in hand or the latest one: they go when the next
 * one begins.
 */
public final class TrainerMetrics implements TrialObserver {

    private final MeterRegistry registry;
    private final Timer commits;
    private final Counter encoding;
    private final Counter transactions;
    private final Counter fencings;
    private final Counter resumes;
    private final Counter redeliveries;
    private final AtomicLong lastCommit = new AtomicLong();
    private final AtomicReference<Double> busy = new AtomicReference<>(0.0);
    private volatile TrialMeters trial;

    public TrainerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commits = Timer.builder("atelier.commit")
                .description("Committing progress")
                .register(registry);
        this.encoding = publishing("encode");
        this.transactions = publishing("transaction");
        this.fencings = counter("atelier.fencings", "Trials lost to another trainer");
        this.resumes = counter("atelier.resumes", "Trials gone on with from a committed state");
        this.redeliveries = counter("atelier.redeliveries", "Trials delivered more than once");
        gauge("atelier.trainer.busy", "1 while a trial is in hand", busy);
        Gauge.builder("atelier.state.age.seconds", this, TrainerMetrics::stateAge)
                .description("Time since progress was last committed; 0 without a trial")
                .strongReference(true)
                .register(registry);
    }

    /** Says what arithmetic runs on. */
    public void onEngine(String trainer, int vectorBits, int threads, String description) {
        gauge(
                "atelier.vector.bits",
                "Width of the vectors of the arithmetic; below 128 the JVM has no vector instructions",
                new AtomicReference<>((double) vectorBits));
        gauge("atelier.trainer.threads", "CPU threads of the arithmetic", new AtomicReference<>((double) threads));
        Gauge.builder("atelier.trainer.info", () -> 1)
                .description("What the trainer is and runs on")
                .tags("trainer", trainer, "engine", description)
                .register(registry);
    }

    public void onDeadLetter(String topic) {
        Counter.builder("atelier.dead.letters")
                .description("Records that could not be used, by the topic they were found on")
                .tag("topic", topic)
                .register(registry)
                .increment();
    }

    @Override
    public void onTaken(TrialDefinition taken, int delivery) {
        busy.set(1.0);
        if (delivery > 1) {
            redeliveries.increment();
        }
    }

    @Override
    public void onTraining(TrialDefinition definition, Position from) {
        if (trial != null) {
            trial.remove();
        }
        trial = new TrialMeters(registry, definition);
        lastCommit.set(System.nanoTime());
        if (from.iteration() > 0) {
            resumes.increment();
        }
    }

    @Override
    public void onBatch(Position position, Step step, int images, double waited, double trained) {
        trial.onBatch(step, images, waited, trained);
    }

    @Override
    public void onEpoch(EpochMetrics metrics, double validationSeconds) {
        trial.onEpoch(metrics, validationSeconds);
    }

    @Override
    public void onHandOver(double copied, double stalled) {
        trial.onHandOver(copied, stalled);
    }

    @Override
    public void onCommit(double encoded, double published) {
        encoding.increment(encoded);
        transactions.increment(published);
        commits.record(Duration.ofNanos((long) ((encoded + published) * 1e9)));
        lastCommit.set(System.nanoTime());
    }

    @Override
    public void onOutcome(TrialDefinition definition, Outcome outcome) {
        String state = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        Failure.Code cause =
                outcome instanceof Outcome.Failed failed ? failed.failure().code() : null;
        Counter.builder("atelier.trials.left")
                .description("Trials that left this trainer, by how and why")
                .tags(
                        "outcome",
                        state,
                        "cause",
                        cause == null ? "none" : cause.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    @Override
    public void onFenced() {
        fencings.increment();
    }

    @Override
    public void onIdle() {
        busy.set(0.0);
    }

    private double stateAge() {
        return busy.get() == 0 || lastCommit.get() == 0 ? 0 : (System.nanoTime() - lastCommit.get()) / 1e9;
    }

    private Counter publishing(String phase) {
        return Counter.builder("atelier.publishing.seconds")
                .description("Time of the publisher's thread, beside training, by phase")
                .tag("phase", phase)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, AtomicReference<Double> value) {
        Gauge.builder(name, value, AtomicReference::get)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
