package io.atelier.trainer.training;

/** Keeps what the loop gives it, in order. It may still be at work when {@link #commit} returns. */
public interface ProgressSink {

    /** Whether it is time for a commit inside an epoch. */
    boolean isDue();

    /** False: an earlier commit did not come through, or this one can't; the trial is no longer ours to train. */
    boolean commit(Commit commit);
}
