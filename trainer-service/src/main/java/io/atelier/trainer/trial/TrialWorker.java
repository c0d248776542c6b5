package io.atelier.trainer.trial;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.TrialQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer's main loop. Its thread owns the queue and renews the lock on the trial in hand; training has a thread of
 * its own, the same for all trials.
 */
public final class TrialWorker {

    private static final Logger LOG = LoggerFactory.getLogger(TrialWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final TrialQueue queue;
    private final TrialRunner runner;
    private final DeadLetterPublisher deadLetters;
    private final TrialObserver observer;
    private final StopSignal stop;

    public TrialWorker(
            TrialQueue queue,
            TrialRunner runner,
            DeadLetterPublisher deadLetters,
            TrialObserver observer,
            StopSignal stop) {
        this.queue = queue;
        this.runner = runner;
        this.deadLetters = deadLetters;
        this.observer = observer;
        this.stop = stop;
    }

    /** Works until it is asked to stop; the trial in hand then goes back to the queue with its state committed. */
    public void run() throws InterruptedException {
        ExecutorService training = Executors.newSingleThreadExecutor(task -> new Thread(task, "training"));
        try {
            while (!stop.getAsBoolean()) {
                Optional<Delivery> delivery = take();
                if (delivery.isPresent()) {
                    work(delivery.get(), training);
                    observer.onIdle();
                }
            }
        } finally {
            training.shutdown();
        }
    }

    private Optional<Delivery> take() throws InterruptedException {
        try {
            return queue.take(POLL);
        } catch (KafkaException e) {
            if (!(e instanceof RetriableException)) {
                throw e;
            }
            LOG.warn("Cannot take a trial from the queue, trying again", e);
            stop.pause(PAUSE);
            return Optional.empty();
        }
    }

    private void work(Delivery delivery, ExecutorService training) throws InterruptedException {
        TrialDefinition trial;
        try {
            trial = Json.read(delivery.record().value(), TrialDefinition.class);
        } catch (MalformedMessageException e) {
            acknowledge(delivery, discard(delivery, e), new StopSignal());
            return;
        }
        LOG.info("Took trial {} ({})", trial.trial(), delivery);
        observer.onTaken(trial, delivery.count());
        StopSignal lost = new StopSignal();
        Future<Verdict> verdict =
                training.submit(() -> runner.run(trial, delivery, () -> stop.getAsBoolean() || lost.getAsBoolean()));
        acknowledge(delivery, hold(delivery, verdict, lost), lost);
    }

    private Verdict discard(Delivery delivery, MalformedMessageException reason) throws InterruptedException {
        try {
            deadLetters.publish(delivery.record(), reason);
            return Verdict.ACCEPT;
        } catch (KafkaException e) {
            LOG.warn("{} goes back to the queue", delivery, e);
            return Verdict.RELEASE_AND_PAUSE;
        }
    }

    /** Renews the lock for as long as the trial is worked on. */
    private Verdict hold(Delivery delivery, Future<Verdict> verdict, StopSignal lost) throws InterruptedException {
        long renewal = queue.lockDuration().toMillis() / 3;
        while (true) {
            try {
                return verdict.get(renewal, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!lost.getAsBoolean() && !queue.renew(delivery)) {
                    lost.request();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("The training thread met a defect", e.getCause());
            }
        }
    }

    private void acknowledge(Delivery delivery, Verdict verdict, StopSignal lost) throws InterruptedException {
        if (!lost.getAsBoolean()) {
            if (verdict == Verdict.ACCEPT) {
                queue.accept(delivery);
            } else {
                queue.release(delivery);
            }
        }
        if (verdict == Verdict.RELEASE_AND_PAUSE) {
            stop.pause(PAUSE);
        }
    }
}
