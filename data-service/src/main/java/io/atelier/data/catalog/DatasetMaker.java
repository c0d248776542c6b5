package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.MakingListener;
import io.atelier.service.http.UnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one dataset after the other, in a thread of its own, and remembers what could not be made. Thread-safe. */
final class DatasetMaker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetMaker.class);
    private static final int MOST_WAITING = 16;
    private static final int MOST_FAILED = 100;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** After that, what failed may be tried again without anybody having been told. */
    private static final Duration FAILURE_STANDS = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<DatasetSelection, PendingDataset> pending = new LinkedHashMap<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), DatasetMaker::thread);

    /** Makes or finds a dataset and sees to it that it is served. */
    @FunctionalInterface
    interface Task {
        Dataset make(MakingListener listener) throws DatasetException, InterruptedException;
    }

    DatasetMaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static Thread thread(Runnable task) {
        Thread created = new Thread(task, "datasets-maker");
        created.setDaemon(true);
        return created;
    }

    /**
     * For somebody who asks again until it is made or has failed: goes on with what is being made, says once what it failed
     * with, and begins anew then.
     *
     * @param selection what is to be made: equal ones are the same
     * @throws UnavailableException if too many wait for their turn
     */
    synchronized PendingDataset request(DatasetSelection selection, Task task) {
        PendingDataset before = pending.get(selection);
        boolean stands = before != null && (!before.isEnded() || (hasJustFailed(before) && !before.isTold()));
        return stands ? before : start(selection, task);
    }

    /** For somebody who asks again whatever is said: a failure stands for a minute. */
    synchronized PendingDataset want(DatasetSelection selection, Task task) {
        PendingDataset before = pending.get(selection);
        boolean stands = before != null && (!before.isEnded() || hasJustFailed(before));
        return stands ? before : start(selection, task);
    }

    private boolean hasJustFailed(PendingDataset before) {
        return before.hasFailedSince(nanoTime.getAsLong() - FAILURE_STANDS.toNanos());
    }

    /** What is being made of it, or failed. */
    synchronized Optional<PendingDataset> find(DatasetSelection selection) {
        return Optional.ofNullable(pending.get(selection));
    }

    /** Those that are being made, and those that failed and were not begun anew. */
    synchronized List<PendingDataset> all() {
        return List.copyOf(pending.values());
    }

    private PendingDataset start(DatasetSelection selection, Task task) {
        PendingDataset started = new PendingDataset(selection);
        try {
            thread.execute(() -> make(started, task));
        } catch (RejectedExecutionException e) {
            throw new UnavailableException("Expected at most " + MOST_WAITING
                    + " datasets to wait until they are made, found more: ask again when some are");
        }
        // At the end, as the latest.
        pending.remove(selection);
        pending.put(selection, started);
        return started;
    }

    private void make(PendingDataset started, Task task) {
        started.begin();
        try {
            Dataset made = task.make(started);
            forget(started);
            started.succeed(made);
        } catch (DatasetException | KafkaException e) {
            LOG.error("Dataset {} can't be made: {}", started.selection().name(), e.getMessage());
            failed(started, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(started, e);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "Dataset {} can't be made: internal error",
                    started.selection().name(),
                    e);
            failed(started, e);
        }
    }

    private synchronized void failed(PendingDataset started, Throwable reason) {
        started.fail(reason, nanoTime.getAsLong());
        List<PendingDataset> failures =
                pending.values().stream().filter(PendingDataset::isEnded).toList();
        if (failures.size() > MOST_FAILED) {
            pending.values().remove(failures.get(0));
        }
    }

    /** Before it is said to be made: who asks then finds it among those that are served. What failed under its name is past. */
    private synchronized void forget(PendingDataset started) {
        String name = started.selection().name();
        pending.values()
                .removeIf(one -> one == started
                        || (one.isEnded() && one.selection().name().equals(name)));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "A dataset is still being made: it goes on from what was noted last when it is asked for again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
