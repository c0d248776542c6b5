package io.atelier.data.pack;

import io.atelier.contract.Require;

/**
 * How far the making of a dataset is.
 *
 * @param step what is done
 * @param done images that are done in this step
 * @param all images that there are to do in this step, at most
 * @param perSecond images a second in this step so far
 */
public record Making(Step step, long done, long all, double perSecond) {

    /** The steps, in their order. A source whose images stay where they are is packed only. */
    public enum Step {

        /** Images come from a topic. */
        READING,

        /** Images are decoded. */
        PACKING
    }

    public Making {
        Require.present(step, "step");
        Require.that(done >= 0 && done <= all, "done must be between 0 and %d, but is %d", all, done);
        Require.notNegative(perSecond, "per second");
    }

    /** Until the end of this step, roughly; 0 if nobody can tell yet. */
    public long secondsLeft() {
        return Progress.secondsLeft(done, all, perSecond);
    }

    /** For people, such as {@code 1,200 of 9,000 images (13 %), 400 a second, about 20 s left}. */
    @Override
    public String toString() {
        return Progress.text(done, all, perSecond);
    }
}
