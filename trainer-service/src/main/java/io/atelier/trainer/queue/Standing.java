package io.atelier.trainer.queue;

/**
 * How far a trial is.
 *
 * @param iteration committed steps of the optimizer
 * @param attempts how often trainers have begun or gone on to train it
 */
public record Standing(long iteration, long attempts) {

    /** Of a trial that nobody has begun. */
    public static final Standing NONE = new Standing(0, 0);
}
