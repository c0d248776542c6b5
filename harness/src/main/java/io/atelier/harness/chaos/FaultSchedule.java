package io.atelier.harness.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Injects the faults of a plan on time, or as soon afterwards as few enough others are under way. */
final class FaultSchedule {

    /** Few enough to leave the trials some time to train. */
    private static final int AT_ONCE = 2;

    /**
     * Kinds that allow no other fault at the same time: none must bring a trainer back while there should be none, and
     * a frozen trainer's trial needs another trainer to take it. Nor must a second broker go by chance.
     */
    private static final Set<FaultKind> NEEDS_ALL = Set.of(FaultKind.NO_TRAINERS, FaultKind.FREEZE_TRAINER);

    private final Injector injector;
    private final ExecutorService threads;
    private final FaultLog log;
    private final Standstills standstills;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicInteger done = new AtomicInteger();

    FaultSchedule(Injector injector, ExecutorService threads, FaultLog log, Standstills standstills) {
        this.injector = injector;
        this.threads = threads;
        this.log = log;
        this.standstills = standstills;
    }

    /** Blocks until all faults are injected and everything runs again. */
    Void run(List<Fault> plan) throws InterruptedException, ExecutionException {
        List<Future<?>> underWay = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            Fault fault = plan.get(i);
            int number = i + 1;
            Thread.sleep(fault.pause().toMillis());
            boolean needsAll = NEEDS_ALL.contains(fault.kind()) || fault.kind().needsSeveralBrokers();
            int places = needsAll ? AT_ONCE : 1;
            free.acquire(places);
            underWay.add(threads.submit(() -> {
                inject(number, fault, places);
                return null;
            }));
        }
        for (Future<?> fault : underWay) {
            fault.get();
        }
        return null;
    }

    private void inject(int number, Fault fault, int places) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            injector.inject(number, fault);
            done.incrementAndGet();
        } catch (RuntimeException | IOException e) {
            log.say(number + ": could not be injected: " + e.getMessage());
            throw e;
        } finally {
            standstills.fault(fault.kind(), start, System.nanoTime());
            free.release(places);
        }
    }

    int done() {
        return done.get();
    }
}
