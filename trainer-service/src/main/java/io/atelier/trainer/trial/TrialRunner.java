package io.atelier.trainer.trial;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.Refusal;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.progress.FencedException;
import io.atelier.trainer.progress.ProgressLog;
import io.atelier.trainer.progress.ProgressLogs;
import io.atelier.trainer.progress.ProgressUnavailableException;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.QueueLog;
import io.atelier.trainer.queue.Standing;
import io.atelier.trainer.training.OtherArithmeticException;
import io.atelier.trainer.training.Outcome;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with a trial what can be done here and now, and says what is to become of it in the queue. */
public final class TrialRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TrialRunner.class);

    private final ProgressLogs logs;
    private final QueueLog queue;
    private final TrialTraining training;
    private final DeadLetterPublisher deadLetters;
    private final RedeliveryPolicy policy;
    private final TrialObserver observer;

    /** What was logged last about a trial left to others: it may come by again and again. */
    private String lastLeft;

    public TrialRunner(
            ProgressLogs logs,
            QueueLog queue,
            TrialTraining training,
            DeadLetterPublisher deadLetters,
            RedeliveryPolicy policy,
            TrialObserver observer) {
        this.logs = logs;
        this.queue = queue;
        this.training = training;
        this.deadLetters = deadLetters;
        this.policy = policy;
        this.observer = observer;
    }

    /** @throws MalformedMessageException if the record says what can't be */
    Verdict run(TrialDefinition trial, Delivery delivery, BooleanSupplier stop)
            throws MalformedMessageException, InterruptedException {
        try {
            // Asked before the trial is acquired, too: whoever has its later record in hand is not disturbed.
            return isSuperseded(trial, delivery) ? Verdict.ACCEPT : own(trial, delivery, stop);
        } catch (FencedException e) {
            // Given back, for it may have been by the owner of an earlier record, who drops it.
            LOG.warn("{}; stopped", e.getMessage());
            observer.onFenced();
            return Verdict.RELEASE;
        } catch (ProgressUnavailableException | KafkaException e) {
            Refusal.rethrow(e);
            LOG.warn("Trial {} goes back to the queue", trial.trial(), e);
            observer.onUnavailable();
            return Verdict.RELEASE_AND_PAUSE;
        }
    }

    private boolean isSuperseded(TrialDefinition trial, Delivery delivery) throws InterruptedException {
        boolean superseded = queue.isSuperseded(trial, delivery);
        if (superseded) {
            LOG.info("Trial {} was queued anew after {}", trial.trial(), delivery);
        }
        return superseded;
    }

    private Verdict own(TrialDefinition trial, Delivery delivery, BooleanSupplier stop)
            throws FencedException, ProgressUnavailableException, MalformedMessageException, InterruptedException {
        try (ProgressLog progress = logs.acquire(trial)) {
            try {
                return own(trial, delivery, progress, stop);
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
                // It would be the same the next time, here or elsewhere.
                LOG.error("Trial {} met an internal error", trial.trial(), e);
                return conclude(trial, delivery, progress, new Outcome.Failed(failure(e)));
            }
        }
    }

    private Verdict own(TrialDefinition trial, Delivery delivery, ProgressLog progress, BooleanSupplier stop)
            throws FencedException, ProgressUnavailableException, MalformedMessageException, InterruptedException {
        if (!progress.isPlanned()) {
            LOG.warn(
                    "Trial {} is dropped: it was removed, planned anew with other content, or given more epochs",
                    trial.trial());
            return Verdict.ACCEPT;
        }
        if (progress.hasEnded()) {
            LOG.info("Trial {} has ended already", trial.trial());
            return Verdict.ACCEPT;
        }
        if (progress.isPaused()) {
            LOG.info("Trial {} waits for others after epoch {}", trial.trial(), progress.epochs());
            return Verdict.ACCEPT;
        }
        if (isSuperseded(trial, delivery)) {
            return Verdict.ACCEPT;
        }
        Optional<OtherArithmeticException> other = TrialTraining.otherArithmetic(trial, progress);
        if (other.isPresent()) {
            return leaveToOthers(trial, progress, other.get());
        }
        Standing then = delivery.standing();
        Standing now = new Standing(TrialTraining.iteration(trial, progress), progress.attempts());
        if (then.attempts() > now.attempts()) {
            throw new MalformedMessageException("Expected at most " + now.attempts()
                    + " attempts, as the trial's events" + " count, found " + then.attempts() + " in the record");
        }
        if (policy.isHopeless(then, now)) {
            return conclude(trial, delivery, progress, new Outcome.Failed(hopeless(then, now)));
        }
        if (policy.isRunningOut(delivery.count())) {
            LOG.info("Trial {} is queued anew before the queue drops it ({})", trial.trial(), delivery);
            progress.requeue(Delivery.anew(trial, policy.renewed(then, now)));
            return Verdict.ACCEPT;
        }
        progress.begin();
        return conclude(trial, delivery, progress, training.train(trial, progress, stop));
    }

    /**
     * Takes the trial out of the queue, where it would come back at once and stand in the way of others, and leaves its state
     * alone: trainers with its arithmetic look for what the queue lacks, and queue it anew.
     */
    private Verdict leaveToOthers(TrialDefinition trial, ProgressLog progress, OtherArithmeticException reason)
            throws FencedException, ProgressUnavailableException {
        if (!reason.getMessage().equals(lastLeft)) {
            LOG.warn("Trial {} waits for another trainer: {}", trial.trial(), reason.getMessage());
            lastLeft = reason.getMessage();
        }
        progress.giveBack();
        return Verdict.ACCEPT;
    }

    /** What ran out of memory may have been one of the engine's threads, which another failure then tells of. */
    private static Failure failure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return new Failure(
                        Failure.Code.OUT_OF_MEMORY, "Not enough memory to train here: " + cause.getMessage());
            }
        }
        return new Failure(Failure.Code.INTERNAL, "Internal error, see the log of the trainer: " + e);
    }

    private static Failure hopeless(Standing then, Standing now) {
        return new Failure(
                Failure.Code.TRAINERS_KEEP_FAILING,
                "Trainers began the trial " + (now.attempts() - then.attempts()) + " times and got nowhere (iteration "
                        + now.iteration() + "): look into the logs of those that stopped, then submit it in a new run");
    }

    private Verdict conclude(TrialDefinition trial, Delivery delivery, ProgressLog progress, Outcome outcome)
            throws FencedException, ProgressUnavailableException {
        if (outcome instanceof Outcome.Failed failed) {
            Failure failure = failed.failure();
            LOG.error("Trial {} FAILED: {}: {}", trial.trial(), failure.code(), failure.message());
            progress.fail(failure, deadLetters.letter(delivery.record(), new TrialFailedException(failure)));
        } else if (outcome instanceof Outcome.Stopped) {
            progress.giveBack();
            LOG.info("Trial {} stopped, its state is committed", trial.trial());
        } else if (outcome instanceof Outcome.Paused) {
            LOG.info("Trial {} pauses after epoch {}", trial.trial(), progress.epochs());
        } else {
            LOG.info("Trial {} ended", trial.trial());
        }
        observer.onOutcome(trial, outcome);
        return outcome instanceof Outcome.Stopped ? Verdict.RELEASE : Verdict.ACCEPT;
    }
}
