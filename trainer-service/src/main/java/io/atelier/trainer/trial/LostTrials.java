package io.atelier.trainer.trial;

import io.atelier.contract.Refusal;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.progress.FencedException;
import io.atelier.trainer.progress.ProgressLog;
import io.atelier.trainer.progress.ProgressLogs;
import io.atelier.trainer.progress.ProgressUnavailableException;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.QueueLog;
import io.atelier.trainer.queue.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues anew what the queue has dropped: a share group archives a record without a word after a few deliveries, of
 * which a broker that restarts uses up some, and what waits longer than the topic's retention goes too. For one thread.
 */
public final class LostTrials implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LostTrials.class);

    private final UnfinishedTrials unfinished;
    private final QueueLog queue;
    private final ProgressLogs logs;
    private final Duration interval;
    private long next = System.nanoTime();

    /** @param interval how often to look */
    public LostTrials(UnfinishedTrials unfinished, QueueLog queue, ProgressLogs logs, Duration interval) {
        this.unfinished = unfinished;
        this.queue = queue;
        this.logs = logs;
        this.interval = interval;
    }

    /** Looks, unless it did a moment ago. */
    void look() throws InterruptedException {
        if (System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + interval.toNanos();
        try {
            // In this order: what is queued in between is not taken for lost.
            List<TrialDefinition> trials = unfinished.now();
            Set<TrialDefinition> held = queue.held();
            for (TrialDefinition trial : trials) {
                if (!held.contains(trial)) {
                    queueAnew(trial);
                }
            }
        } catch (ProgressUnavailableException | KafkaException e) {
            Refusal.rethrow(e);
            log.warn("Cannot find out whether the queue has lost a trial, trying again", e);
        }
    }

    private void queueAnew(TrialDefinition trial) throws ProgressUnavailableException, InterruptedException {
        try (ProgressLog progress = logs.acquire(trial)) {
            // Now that nobody else can queue it.
            if (!progress.hasEnded() && !queue.held().contains(trial)) {
                log.warn("The queue has dropped trial {} before its end: queued anew", trial.trial());
                progress.requeue(Delivery.anew(trial, Standing.NONE));
            }
        } catch (FencedException e) {
            log.info("{} meanwhile", e.getMessage());
        }
    }

    @Override
    public void close() {
        unfinished.close();
    }
}
