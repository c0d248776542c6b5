package io.atelier.harness.chaos;

import java.util.Locale;

/** Something that must never happen, but did. */
record BrokenPromise(Kind kind, String text) {

    enum Kind {
        /** The same (trial, epoch) a second time, or after a later one. */
        DUPLICATE,
        /** An epoch was left out. */
        GAP,
        /** Other values than in the undisturbed run. */
        MISMATCH,
        /** Published by an owner that another had replaced, or after the trial's end. */
        FENCED_WROTE,
        /** A trainer that had lost its trial went on with it. */
        UNNOTICED,
        /** A trial ended as FAILED. */
        FAILED,
        /** A trial made no progress. */
        STUCK,
        /** A process did not end when it was asked to. */
        DID_NOT_STOP;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
