package io.atelier.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that compute, of the whole process. Work comes in units whose results do not depend on who computes them or
 * when, so the number of threads changes no bit.
 *
 * <p>Between two pieces of work, which follow each other in microseconds during a training step, the threads spin for a
 * short while: to be woken by the scheduler of a busy machine takes longer than many a piece.
 */
public final class Workers {

    private static final int SPINS = 20_000;

    private static volatile Workers shared = new Workers(1, 1);
    private static volatile Recorder recorder;

    private final int threads;
    private final List<PoolThread> others = new ArrayList<>();
    private final Scratch scratch = new Scratch();
    private volatile Job latest = new Job(0, (unit, unused) -> {});
    private volatile boolean closed;

    private Workers(int threads, int planned) {
        this.threads = planned;
        for (int i = 1; i < threads; i++) {
            PoolThread thread = new PoolThread();
            others.add(thread);
            thread.start();
        }
    }

    /** The calling thread is one of them. */
    public static void use(int threads) {
        replace(new Workers(threads, threads));
    }

    /** The calling thread alone does what would be shared among so many, for a {@link Recorder} of machines with fewer. */
    public static void simulate(int threads) {
        replace(new Workers(1, threads));
    }

    private static synchronized void replace(Workers workers) {
        Workers before = shared;
        shared = workers;
        before.closed = true;
        before.others.forEach(LockSupport::unpark);
    }

    /** How many share the work, the calling thread among them. */
    static int threads() {
        return shared.threads;
    }

    /** One unit of work; {@code scratch} is the thread's own. */
    @FunctionalInterface
    public interface Work {
        void run(int unit, Scratch scratch);
    }

    /** Is told of every {@link #forEach} that has ended well. */
    @FunctionalInterface
    public interface Recorder {

        /**
         * One piece of work.
         *
         * @param caller class and method that asked for it
         * @param begin when, as {@link System#nanoTime}
         * @param units how long each of them took, in nanoseconds
         * @param end when, as {@link System#nanoTime}
         */
        void ended(String caller, long begin, long[] units, long end);
    }

    /** Tells {@code recorder} of all that follows, which costs microseconds each; null ends it. */
    public static void record(Recorder recorder) {
        Workers.recorder = recorder;
    }

    /** Does units 0 to {@code units - 1}, in any order, and returns when all are done. */
    public static void forEach(int units, Work work) {
        Recorder listening = recorder;
        if (listening == null) {
            shared.run(units, work);
        } else {
            runRecorded(units, work, listening);
        }
    }

    private static void runRecorded(int units, Work work, Recorder listening) {
        long[] nanos = new long[units];
        long begin = System.nanoTime();
        shared.run(units, (unit, scratch) -> {
            long before = System.nanoTime();
            work.run(unit, scratch);
            nanos[unit] = System.nanoTime() - before;
        });
        long end = System.nanoTime();
        listening.ended(caller(), begin, nanos, end);
    }

    /** The first outside of what only shares work, which is always called forEach. */
    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Workers.class.getName()))
                        .filter(frame -> !frame.getMethodName().equals("forEach"))
                        .findFirst())
                .map(frame -> frame.getClassName()
                                .substring(frame.getClassName().lastIndexOf('.') + 1) + "." + frame.getMethodName())
                .orElse("unknown");
    }

    private synchronized void run(int units, Work work) {
        Job job = new Job(units, work);
        if (units > 1) {
            latest = job;
            others.stream().filter(thread -> thread.parked).forEach(LockSupport::unpark);
        }
        job.work(scratch);
        job.await();
    }

    private static final class Job {

        private final int units;
        private final Work work;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Job(int units, Work work) {
            this.units = units;
            this.work = work;
        }

        /** Until no unit is left to begin. */
        void work(Scratch scratch) {
            for (int unit = next.getAndIncrement(); unit < units; unit = next.getAndIncrement()) {
                try {
                    work.run(unit, scratch);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
                done.incrementAndGet();
            }
        }

        /** Not interruptible: the work writes to memory that its caller owns. */
        void await() {
            for (int spins = 0; done.get() < units; spins++) {
                pause(spins);
            }
            Throwable cause = failure.get();
            if (cause != null) {
                throw new IllegalStateException("A unit of work failed: " + cause, cause);
            }
        }

        private static void pause(int spins) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private final class PoolThread extends Thread {

        private final Scratch own = new Scratch();
        private volatile boolean parked;

        PoolThread() {
            super("engine-worker");
            setDaemon(true);
        }

        @Override
        public void run() {
            // Work may have come before this thread began.
            Job last = null;
            while (!closed) {
                Job job = awaitOther(last);
                job.work(own);
                last = job;
            }
        }

        private Job awaitOther(Job last) {
            for (int spins = 0; spins < SPINS; spins++) {
                if (latest != last) {
                    return latest;
                }
                Thread.onSpinWait();
            }
            // A thread that sets the latest job after this sees it.
            parked = true;
            while (latest == last && !closed) {
                LockSupport.park(this);
            }
            parked = false;
            return latest;
        }
    }
}
