package io.atelier.trainer.trial;

import io.atelier.trainer.queue.Standing;

/**
 * When a trial that comes from the queue again is not trained.
 *
 * @param attempts how often trainers may begin a trial without getting it any further
 * @param deliveries after how many the queue drops a record without a word
 */
public record RedeliveryPolicy(int attempts, int deliveries) {

    /** Deliveries left before the last: any of them may be lost to a trainer that dies or a broker that is away. */
    private static final int RESERVE = 2;

    /** Whether trainers took the trial too often in vain since its record was written. */
    boolean isHopeless(Standing then, Standing now) {
        return !isProgress(then, now) && now.attempts() - then.attempts() >= attempts;
    }

    /** Whether the trial needs a new record: if this delivery ended badly, too few might be left. */
    boolean isRunningOut(int delivery) {
        return delivery >= Math.max(2, deliveries - RESERVE);
    }

    /** From where a new record counts attempts. */
    Standing renewed(Standing then, Standing now) {
        return isProgress(then, now) ? now : then;
    }

    private static boolean isProgress(Standing then, Standing now) {
        return now.iteration() > then.iteration();
    }
}
