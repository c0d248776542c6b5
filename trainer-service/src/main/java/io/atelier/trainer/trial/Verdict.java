package io.atelier.trainer.trial;

/** What becomes of a trial in the queue. */
enum Verdict {
    /** It has ended, or someone else holds it by a delivery of their own. */
    ACCEPT,
    /** Someone is to go on with it. */
    RELEASE,
    /** Someone is to go on with it, but the broker or this trainer needs a pause first. */
    RELEASE_AND_PAUSE
}
