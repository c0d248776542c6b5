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
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues anew what the queue has dropped: a share group archives a record without a word after a few deliveries, of
 * which a broker that restarts uses up some, and what waits longer than the topic's retention goes too. Looks on a
 * thread of its own: whoever takes from the queue has to answer for what it is given in time.
 */
public final class LostTrials implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LostTrials.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final UnfinishedTrials unfinished;
    private final QueueLog queue;
    private final ProgressLogs logs;
    /** Trials that trainers with another arithmetic have to queue, being the only ones that can go on with them. */
    private final Set<TrialDefinition> leftToOthers = new HashSet<>();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lost-trials"));

    private LostTrials(UnfinishedTrials unfinished, QueueLog queue, ProgressLogs logs) {
        this.unfinished = unfinished;
        this.queue = queue;
        this.logs = logs;
    }

    /** Starts looking at this interval; {@code unfinished} is closed with it. */
    @SuppressWarnings("FutureReturnValueIgnored") // all that can be thrown is logged
    public static LostTrials open(UnfinishedTrials unfinished, QueueLog queue, ProgressLogs logs, Duration interval) {
        LostTrials lost = new LostTrials(unfinished, queue, logs);
        lost.thread.scheduleWithFixedDelay(lost::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return lost;
    }

    private void look() {
        try {
            // In this order: what is queued in between is not taken for lost.
            List<TrialDefinition> trials = unfinished.now();
            Set<TrialDefinition> held = queue.held();
            leftToOthers.retainAll(trials);
            for (TrialDefinition trial : trials) {
                if (!held.contains(trial) && !leftToOthers.contains(trial)) {
                    queueAnew(trial);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (ProgressUnavailableException | RuntimeException | Error e) {
            // Anything that is thrown from here would end the search for good.
            LOG.warn("Cannot find out whether the queue has lost a trial, trying again", e);
        }
    }

    private void queueAnew(TrialDefinition trial) throws ProgressUnavailableException, InterruptedException {
        try (ProgressLog progress = logs.acquire(trial)) {
            // Now that nobody else can queue it.
            if (TrialTraining.otherArithmetic(trial, progress).isPresent()) {
                leftToOthers.add(trial);
            } else if (progress.isPlanned()
                    && !progress.hasEnded()
                    && !queue.held().contains(trial)) {
                LOG.warn("The queue has dropped trial {} before its end: queued anew", trial.trial());
                progress.requeue(Delivery.anew(trial, Standing.NONE));
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
