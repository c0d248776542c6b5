package io.atelier.trainer.trial;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.Refusal;
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

    /** Clocks are set by people. */
    private static final Duration CLOCK_PAUSE = Duration.ofSeconds(20);

    private final TrialQueue queue;
    private final ClockGate clock;
    private final TrialRunner runner;
    private final DeadLetterPublisher deadLetters;
    private final TrialObserver observer;
    private final StopSignal stop;

    public TrialWorker(
            TrialQueue queue,
            ClockGate clock,
            TrialRunner runner,
            DeadLetterPublisher deadLetters,
            TrialObserver observer,
            StopSignal stop) {
        this.queue = queue;
        this.clock = clock;
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
            if (clock.isOpen()) {
                return queue.take(POLL);
            }
            queue.close();
            stop.pause(clock.refusal().isPresent() ? CLOCK_PAUSE : PAUSE);
        } catch (KafkaException e) {
            Refusal.rethrow(e);
            if (!(e instanceof RetriableException)) {
                throw e;
            }
            LOG.warn("Cannot take a trial from the queue, trying again", e);
            stop.pause(PAUSE);
        }
        return Optional.empty();
    }

    private void work(Delivery delivery, ExecutorService training) throws InterruptedException {
        StopSignal lost = new StopSignal();
        acknowledge(delivery, verdict(delivery, training, lost), lost);
    }

    private Verdict verdict(Delivery delivery, ExecutorService training, StopSignal lost) throws InterruptedException {
        Future<Verdict> verdict;
        try {
            TrialDefinition trial = delivery.trial();
            LOG.info("Took trial {} ({})", trial.trial(), delivery);
            observer.onTaken(trial, delivery.count());
            verdict = training.submit(
                    () -> runner.run(trial, delivery, () -> stop.getAsBoolean() || lost.getAsBoolean()));
        } catch (MalformedMessageException | RuntimeException e) {
            return discard(delivery, e);
        }
        return hold(delivery, verdict, lost);
    }

    /** So that no other trainer meets the same, too. */
    private Verdict discard(Delivery delivery, Throwable reason) throws InterruptedException {
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
                return afterFailure(delivery, e.getCause());
            }
        }
    }

    /** What only one trial need have met is no reason to end for all. */
    private Verdict afterFailure(Delivery delivery, Throwable cause) throws InterruptedException {
        if (cause instanceof KafkaException refusal) {
            throw refusal;
        }
        if (cause instanceof Exception || cause instanceof OutOfMemoryError) {
            return discard(delivery, cause);
        }
        throw new IllegalStateException("The training thread failed", cause);
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
            clock.doubt();
            stop.pause(PAUSE);
        }
    }
}
