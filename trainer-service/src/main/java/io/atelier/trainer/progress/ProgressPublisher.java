package io.atelier.trainer.progress;

import io.atelier.trainer.training.Commit;
import io.atelier.trainer.training.ProgressSink;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Commits on a thread of its own, one commit at a time, so that encoding, hashing and the broker do not hold up training.
 * Used by the training thread.
 */
public final class ProgressPublisher implements ProgressSink, AutoCloseable {

    /** Where commits go: {@link ProgressLog#commit}. */
    @FunctionalInterface
    public interface Target {
        CommitTimes commit(Commit commit) throws FencedException, ProgressUnavailableException;
    }

    private final Target target;
    private final long interval;
    private final Consumer<CommitTimes> committed;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "progress-publisher"));
    private Future<?> pending;
    private long last = System.nanoTime();
    private Throwable failure;

    /**
     * @param interval the longest time between two commits
     * @param committed is told what a commit took, on the publisher's thread
     */
    public ProgressPublisher(Target target, Duration interval, Consumer<CommitTimes> committed) {
        this.target = target;
        this.interval = interval.toNanos();
        this.committed = committed;
    }

    /** Not while a commit is under way: the next batch is the better use of the time. */
    @Override
    public boolean isDue() {
        return (pending == null || pending.isDone()) && System.nanoTime() - last >= interval;
    }

    @Override
    public boolean commit(Commit commit) {
        if (!await()) {
            return false;
        }
        last = System.nanoTime();
        pending = thread.submit(() -> {
            committed.accept(target.commit(commit));
            return null;
        });
        return true;
    }

    /** Waits for the commit under way. False if one did not come through: {@link #failure} says why. */
    public boolean await() {
        if (pending == null || failure != null) {
            return failure == null;
        }
        try {
            pending.get();
        } catch (ExecutionException e) {
            failure = e.getCause();
        } catch (CancellationException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
        return failure == null;
    }

    /** Whether a commit under way has failed already. */
    public boolean hasFailed() {
        return pending != null && pending.isDone() && !await();
    }

    /** What to throw where a commit did not come through. Always throws. */
    public RuntimeException failure() throws FencedException, ProgressUnavailableException {
        if (failure instanceof FencedException fenced) {
            throw fenced;
        }
        if (failure instanceof ProgressUnavailableException unavailable) {
            throw unavailable;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("Progress could not be committed: " + failure, failure);
    }

    /** Waits for a commit under way. */
    @Override
    public void close() {
        await();
        thread.shutdown();
    }
}
