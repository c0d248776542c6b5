package io.atelier.trainer.trial;

import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.progress.FencedException;
import io.atelier.trainer.progress.ProgressLog;
import io.atelier.trainer.progress.ProgressLogs;
import io.atelier.trainer.progress.ProgressUnavailableException;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.QueueLog;
import io.atelier.trainer.queue.Standing;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues anew what the queue has dropped: a share group archives a record without a word after a few deliveries, of
 * which a broker that restarts uses up some, and what waits longer than the topic's retention goes too. Also decides about
 * trials that wait for those that they compete with, at once after this trainer had one of them in hand. Looks on a
 * thread of its own: whoever takes from the queue has to answer for what it is given in time.
 */
public final class LostTrials implements TrialObserver, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LostTrials.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final UnfinishedTrials unfinished;
    private final QueueLog queue;
    private final ProgressLogs logs;
    private final Runnable onDropped;
    /** Trials that trainers with another arithmetic have to queue, being the only ones that can go on with them. */
    private final Set<TrialDefinition> leftToOthers = new HashSet<>();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lost-trials"));

    private boolean inHandCompetes;

    private LostTrials(UnfinishedTrials unfinished, QueueLog queue, ProgressLogs logs, Runnable onDropped) {
        this.unfinished = unfinished;
        this.queue = queue;
        this.logs = logs;
        this.onDropped = onDropped;
    }

    /**
     * Starts looking at this interval; {@code unfinished} is closed with it.
     *
     * @param onDropped called for each trial that the queue had dropped, once it is queued anew
     */
    @SuppressWarnings("FutureReturnValueIgnored") // all that can be thrown is logged
    public static LostTrials open(
            UnfinishedTrials unfinished, QueueLog queue, ProgressLogs logs, Duration interval, Runnable onDropped) {
        LostTrials lost = new LostTrials(unfinished, queue, logs, onDropped);
        lost.thread.scheduleWithFixedDelay(lost::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return lost;
    }

    @Override
    public void onTaken(TrialDefinition trial, int delivery) {
        inHandCompetes = trial.halving() != null;
    }

    @Override
    public void onIdle() {
        if (inHandCompetes) {
            inHandCompetes = false;
            thread.execute(this::look);
        }
    }

    private void look() {
        try {
            // In this order: what is queued in between is not taken for lost.
            settleAll();
            List<TrialDefinition> trials = unfinished.now();
            Set<TrialDefinition> held = queue.held();
            leftToOthers.retainAll(trials);
            for (TrialDefinition trial : trials) {
                if (!held.contains(trial) && !leftToOthers.contains(trial)) {
                    queueAnew(trial);
                }
            }
            unfinished.newlyStuck().forEach(LostTrials::warn);
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (ProgressUnavailableException | RuntimeException | Error e) {
            // Anything that is thrown from here would end the search for good.
            LOG.warn("Cannot find out whether the queue has lost a trial, trying again", e);
        }
    }

    private static void warn(Contests.Stuck stuck) {
        LOG.warn(
                "Trials of run {} with seed {} are PAUSED and wait in vain: of the {} that compete only {} are known, and none"
                        + " of these is queued or being trained. The others were removed, have expired or cannot be read by"
                        + " this version; how good they were nobody can say. Submit the experiment under another name",
                stuck.run(),
                stuck.seed(),
                stuck.configurations(),
                stuck.known());
    }

    /** Reads before each decision: whoever acted on it meanwhile, and trains the trial, is not to be disturbed. */
    private void settleAll() throws ProgressUnavailableException, InterruptedException {
        Set<TrialDefinition> settled = new HashSet<>();
        Optional<Contests.Decision> next;
        do {
            unfinished.now();
            next = unfinished.decisions().stream()
                    .filter(decision -> settled.add(decision.trial()))
                    .findFirst();
            if (next.isPresent()) {
                settle(next.get());
            }
        } while (next.isPresent());
    }

    private void settle(Contests.Decision decision) throws ProgressUnavailableException, InterruptedException {
        TrialDefinition trial = decision.trial();
        try (ProgressLog progress = logs.acquire(trial)) {
            // Now that nobody else can decide it.
            boolean stillWaits = progress.isPlanned() && progress.isPaused() && progress.epochs() == decision.epoch();
            if (stillWaits && decision.goesOn()) {
                LOG.info("Trial {} goes on after epoch {}", trial.trial(), decision.epoch());
                Standing standing = new Standing(TrialTraining.iteration(trial, progress), progress.attempts());
                progress.requeue(Delivery.anew(trial, standing));
            } else if (stillWaits) {
                LOG.info("Trial {} is pruned after epoch {}: others did better", trial.trial(), decision.epoch());
                progress.prune();
            }
        } catch (FencedException e) {
            LOG.info("{} meanwhile", e.getMessage());
        }
    }

    private void queueAnew(TrialDefinition trial) throws ProgressUnavailableException, InterruptedException {
        try (ProgressLog progress = logs.acquire(trial)) {
            // Now that nobody else can queue it.
            if (TrialTraining.otherArithmetic(trial, progress).isPresent()) {
                leftToOthers.add(trial);
            } else if (progress.isPlanned()
                    && !progress.hasEnded()
                    && !progress.isPaused()
                    && !queue.held().contains(trial)) {
                LOG.warn("The queue has dropped trial {} before its end: queued anew", trial.trial());
                progress.requeue(Delivery.anew(trial, Standing.NONE));
                onDropped.run();
            }
        } catch (FencedException e) {
            LOG.info("{} meanwhile", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                unfinished.close();
            } else {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
