package io.atelier.engine.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work on rows in blocks of fixed size by as many threads as the native libraries use. What a block computes does not
 * depend on the number of threads; neither does a sum over blocks that is taken in their order.
 */
public final class Blocks {

    static final int ROWS = 2048;

    private static volatile Blocks shared = new Blocks(1);

    private final int threads;
    private final ExecutorService executor;

    private Blocks(int threads) {
        this.threads = threads;
        this.executor = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads, task -> {
                    Thread thread = new Thread(task, "engine-blocks");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Of the whole process, as with the native libraries' threads. */
    public static synchronized void useThreads(int threads) {
        if (shared.executor != null) {
            shared.executor.shutdown();
        }
        shared = new Blocks(threads);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive), the block's number counting from zero. */
    @FunctionalInterface
    interface Work {
        void run(int block, int from, int to);
    }

    static int count(int rows) {
        return (rows + ROWS - 1) / ROWS;
    }

    static void forEach(int rows, Work work) {
        shared.run(rows, work);
    }

    private void run(int rows, Work work) {
        int blocks = count(rows);
        int workers = Math.min(threads, blocks);
        if (executor == null || workers == 1) {
            runEvery(1, 0, rows, work);
            return;
        }
        List<Future<?>> pending = new ArrayList<>(workers);
        for (int worker = 0; worker < workers; worker++) {
            int first = worker;
            pending.add(executor.submit(() -> runEvery(workers, first, rows, work)));
        }
        pending.forEach(Blocks::await);
    }

    private static void runEvery(int stride, int first, int rows, Work work) {
        for (int block = first; block < count(rows); block += stride) {
            work.run(block, block * ROWS, Math.min(rows, (block + 1) * ROWS));
        }
    }

    /** Waits to the end even when interrupted: the work writes to memory that its caller owns. */
    private static void await(Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A block failed: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
