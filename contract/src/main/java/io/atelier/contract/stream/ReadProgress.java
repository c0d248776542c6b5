package io.atelier.contract.stream;

/** How far a reader is in its partition. Not thread-safe. */
final class ReadProgress {

    private static final long NONE = -1;

    private long position;
    private long end;
    private long goal = NONE;

    /** @param last known end of the partition */
    void moveTo(long next, long last) {
        position = next;
        end = last;
    }

    /** Somebody begins to wait: what was to be read before does not matter any more. */
    void begin() {
        goal = NONE;
    }

    /** Whether there is something that was to be read before, see {@link #hasCaughtUp}. */
    boolean isCatchingUp() {
        return goal != NONE;
    }

    /** Whether all has been read that was there when this was asked for the first time, or after it was last true. */
    boolean hasCaughtUp() {
        if (goal == NONE) {
            goal = end;
        }
        if (position < goal) {
            return false;
        }
        goal = NONE;
        return true;
    }
}
