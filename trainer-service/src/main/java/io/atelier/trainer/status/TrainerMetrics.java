package io.atelier.trainer.status;

import io.atelier.contract.Topic;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.atelier.service.metrics.CommonMeters;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.trial.TrialObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The trainer's metrics. Those with a trial's labels are of the trial in hand or the latest one: they go when the next
 * one begins, or some minutes after the end.
 */
public final class TrainerMetrics implements TrialObserver {

    /** Where a trainer finds records that it may not be able to use. */
    private static final Topic[] READ = {Topic.TRIALS, Topic.BATCHES, Topic.TRAINING_STATE, Topic.TRIAL_EVENTS};

    /** How long an idle trainer shows its latest trial. */
    private static final Duration RETENTION = Duration.ofMinutes(10);

    private final ScheduledExecutorService expiry;
    private final MeterRegistry registry;
    private final DoubleSupplier secondsLeft;
    private final Timer commits;
    private final Counter encoding;
    private final Counter transactions;
    private final Counter fencings;
    private final Counter unavailable;
    private final Counter resumes;
    private final Counter redeliveries;
    private final Counter dropped;
    private final Runnable repeatedRequests;
    private final Consumer<String> deadLetters;
    private final AtomicLong lastCommit = new AtomicLong();
    private volatile boolean busy;
    private volatile long keptBytes;
    private volatile TrialMeters trial;

    /**
     * Shows everything but a trial's from now on.
     *
     * @param secondsLeft of the trial in hand, 0 without one
     * @param expiry removes what has been shown for long enough; remains the caller's
     */
    public TrainerMetrics(
            MeterRegistry registry,
            Duration commitInterval,
            DoubleSupplier secondsLeft,
            ScheduledExecutorService expiry) {
        this.expiry = expiry;
        this.registry = registry;
        this.secondsLeft = secondsLeft;
        this.commits = Timer.builder("atelier.commit")
                .description("Committing progress")
                .register(registry);
        this.encoding = publishing("encode");
        this.transactions = publishing("transaction");
        this.fencings = counter("atelier.fencings", "Trials lost to another trainer");
        this.unavailable = counter(
                "atelier.progress.failures",
                "Times that a trial's progress could not be read or committed: what was open is aborted, the trial goes back");
        this.resumes = counter("atelier.resumes", "Trials gone on with from a committed state");
        this.redeliveries = counter("atelier.redeliveries", "Trials delivered more than once");
        this.dropped = counter(
                "atelier.trials.dropped", "Trials that the queue had dropped before their end, found and queued anew");
        this.repeatedRequests = CommonMeters.repeatedRequests(registry);
        this.deadLetters = CommonMeters.deadLetters(registry, READ);
        gauge("atelier.trainer.busy", "1 while a trial is in hand", () -> busy ? 1 : 0);
        gauge(
                "atelier.validation.kept.bytes",
                "Validation images that are kept for all epochs of the trial in hand; 0 where each epoch asks for them",
                () -> keptBytes);
        gauge("atelier.state.age.seconds", "Time since progress was last committed; 0 without a trial", this::stateAge);
        gauge(
                "atelier.commit.interval.seconds",
                "The longest time between two commits, as configured",
                () -> commitInterval.toNanos() / 1e9);
        showFromTheStart();
    }

    /** So far none: an increase from nothing to one would not be seen. */
    private void showFromTheStart() {
        List.of(Outcome.Ended.class, Outcome.Paused.class, Outcome.Stopped.class, Outcome.Lost.class)
                .forEach(outcome -> left(outcome, null));
        for (Failure.Code cause : Failure.Code.values()) {
            left(Outcome.Failed.class, cause);
        }
    }

    /** Shows who this is, once that is known. */
    public void showTrainer(String name, String engine) {
        Gauge.builder("atelier.trainer.info", () -> 1)
                .description("1 for each trainer, with its name and what it computes with")
                .tags("trainer", name, "engine", engine)
                .register(registry);
    }

    /** Batches did not come in time. */
    public void onAskedAgain() {
        repeatedRequests.run();
    }

    /** A trial that the queue had dropped is queued again. */
    public void onDropped() {
        dropped.increment();
    }

    public void onDeadLetter(String topic) {
        deadLetters.accept(topic);
    }

    @Override
    public void onTaken(TrialDefinition taken, int delivery) {
        busy = true;
        keptBytes = 0;
        if (delivery > 1) {
            redeliveries.increment();
        }
    }

    @Override
    public void onTraining(TrialDefinition definition, Position from) {
        forget(trial);
        trial = new TrialMeters(registry, definition, secondsLeft);
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
    public void onValidated(long bytes) {
        keptBytes = bytes;
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
        left(
                        outcome.getClass(),
                        outcome instanceof Outcome.Failed failed
                                ? failed.failure().code()
                                : null)
                .increment();
    }

    @Override
    public void onFenced() {
        fencings.increment();
    }

    @Override
    public void onUnavailable() {
        unavailable.increment();
    }

    @Override
    public void onIdle() {
        busy = false;
        keptBytes = 0;
        TrialMeters last = trial;
        var unused = expiry.schedule(() -> forget(last), RETENTION.toSeconds(), TimeUnit.SECONDS);
    }

    private static void forget(TrialMeters shown) {
        if (shown != null) {
            shown.remove();
        }
    }

    private double stateAge() {
        return !busy || lastCommit.get() == 0 ? 0 : (System.nanoTime() - lastCommit.get()) / 1e9;
    }

    private Counter left(Class<? extends Outcome> outcome, Failure.Code cause) {
        return counter(
                "atelier.trials.left",
                "Trials that left this trainer, by how and why",
                "outcome",
                outcome.getSimpleName().toLowerCase(Locale.ROOT),
                "cause",
                cause == null ? "none" : cause.name().toLowerCase(Locale.ROOT));
    }

    private Counter publishing(String phase) {
        return counter(
                "atelier.publishing.seconds",
                "Time of the publisher's thread, beside training, by phase",
                "phase",
                phase);
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
