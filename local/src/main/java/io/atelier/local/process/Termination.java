package io.atelier.local.process;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: asks first, waits, then kills. */
public final class Termination {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Termination() {}

    /**
     * Ends all of them at once.
     *
     * @param grace how long they may take to stop by themselves
     * @return whether none had to be killed
     */
    public static boolean end(Collection<ProcessHandle> processes, Duration grace) throws InterruptedException {
        processes.forEach(ProcessHandle::destroy);
        if (awaitExit(processes, grace)) {
            return true;
        }
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitExit(processes, AFTER_KILL);
        return false;
    }

    private static boolean awaitExit(Collection<ProcessHandle> processes, Duration most) throws InterruptedException {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for a process cannot fail", e);
        }
    }
}
