package io.atelier.data.planning;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One thread that does one thing after the other for callers that wait only so long: a broker that hangs holds up the
 * thread, and nobody else. Thread-safe.
 */
final class Turns implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "planner");
        created.setDaemon(true);
        return created;
    });

    /**
     * Does {@code work} when its turn has come.
     *
     * @throws TimeoutException if it is not done within {@code bound}. It is not begun then any more; what was begun goes on
     * @throws RunConflictException if the work throws it, as it throws unchecked exceptions
     */
    <T> T take(Callable<T> work, Duration bound) throws RunConflictException {
        Future<T> turn = thread.submit(work);
        try {
            return turn.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer within " + bound.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            turn.cancel(false);
        }
    }

    private static RuntimeException cause(ExecutionException e) throws RunConflictException {
        if (e.getCause() instanceof RunConflictException conflict) {
            throw conflict;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e.getCause());
    }

    /** Runs {@code last}, but waits neither for it nor for what is under way for longer than a moment. */
    void end(Runnable last) {
        thread.execute(last);
        close();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
