package io.atelier.trainer.trial;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.progress.FencedException;
import io.atelier.trainer.progress.ProgressLog;
import io.atelier.trainer.progress.ProgressLogs;
import io.atelier.trainer.progress.ProgressUnavailableException;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.training.IncompatibleStateException;
import io.atelier.trainer.training.Outcome;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with a trial what can be done here and now, and says what is to become of it in the queue. */
public final class TrialRunner {

    private static final Logger log = LoggerFactory.getLogger(TrialRunner.class);

    private final ProgressLogs logs;
    private final TrialTraining training;
    private final DeadLetterPublisher deadLetters;
    private final int deliveryLimit;
    private final TrialObserver observer;

    /** @param deliveryLimit the delivery after which the queue drops a trial without a word */
    public TrialRunner(
            ProgressLogs logs,
            TrialTraining training,
            DeadLetterPublisher deadLetters,
            int deliveryLimit,
            TrialObserver observer) {
        this.logs = logs;
        this.training = training;
        this.deadLetters = deadLetters;
        this.deliveryLimit = deliveryLimit;
        this.observer = observer;
    }

    Verdict run(TrialDefinition trial, Delivery delivery, BooleanSupplier stop) throws InterruptedException {
        try (ProgressLog progress = logs.acquire(trial)) {
            if (progress.hasEnded()) {
                log.info("Trial {} has ended already", trial.trial());
                return Verdict.ACCEPT;
            }
            if (delivery.count() >= deliveryLimit) {
                return lastDelivery(trial, delivery, progress);
            }
            progress.begin();
            return conclude(trial, delivery, progress, training.train(trial, progress, stop));
        } catch (FencedException e) {
            log.warn("{}; stopped", e.getMessage());
            observer.onFenced();
            return Verdict.ACCEPT;
        } catch (ProgressUnavailableException | KafkaException e) {
            log.warn("Trial {} goes back to the queue", trial.trial(), e);
            observer.onUnavailable();
            return Verdict.RELEASE_AND_PAUSE;
        }
    }

    /**
     * Trainers may come and go any number of times as long as the trial makes progress: then it is queued anew. Training
     * on this delivery would be wrong either way: if it stopped again, the queue would drop the trial.
     */
    private Verdict lastDelivery(TrialDefinition trial, Delivery delivery, ProgressLog progress)
            throws FencedException, ProgressUnavailableException {
        Failure failure;
        try {
            long iteration = TrialTraining.iteration(trial, progress);
            if (iteration > delivery.iteration()) {
                log.info(
                        "Trial {} was delivered {} times and makes progress: queued anew",
                        trial.trial(),
                        delivery.count());
                progress.requeue(delivery.copy(iteration));
                return Verdict.ACCEPT;
            }
            failure = new Failure(
                    Failure.Code.TRAINERS_KEEP_FAILING,
                    "Trainers took the trial " + delivery.count() + " times and got nowhere (iteration " + iteration
                            + "): look into the logs of those that stopped, then submit it in a new run");
        } catch (IncompatibleStateException e) {
            failure = new Failure(Failure.Code.INCOMPATIBLE_STATE, e.getMessage());
        }
        return conclude(trial, delivery, progress, new Outcome.Failed(failure));
    }

    private Verdict conclude(TrialDefinition trial, Delivery delivery, ProgressLog progress, Outcome outcome)
            throws FencedException, ProgressUnavailableException {
        if (outcome instanceof Outcome.Failed failed) {
            Failure failure = failed.failure();
            log.error("Trial {} FAILED: {}: {}", trial.trial(), failure.code(), failure.message());
            progress.fail(failure, deadLetters.letter(delivery.record(), new TrialFailedException(failure)));
        } else if (outcome instanceof Outcome.Stopped) {
            progress.giveBack();
            log.info("Trial {} stopped, its state is committed", trial.trial());
        } else {
            log.info("Trial {} ended", trial.trial());
        }
        observer.onOutcome(trial, outcome);
        return outcome instanceof Outcome.Stopped ? Verdict.RELEASE : Verdict.ACCEPT;
    }
}
