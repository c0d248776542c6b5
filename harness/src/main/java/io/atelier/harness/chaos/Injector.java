package io.atelier.harness.chaos;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Injects faults, then repairs what they broke. Thread-safe. */
final class Injector {

    private final Processes processes;
    private final Targets targets;
    private final Freezing freezing;
    private final BrokerFaults brokers;
    private final ExecutorService threads;
    private final AtomicInteger lastTrainer;

    /** @param trainers number of the last trainer */
    Injector(
            Processes processes,
            Targets targets,
            Freezing freezing,
            BrokerFaults brokers,
            ExecutorService threads,
            int trainers) {
        this.processes = processes;
        this.targets = targets;
        this.freezing = freezing;
        this.brokers = brokers;
        this.threads = threads;
        this.lastTrainer = new AtomicInteger(trainers);
    }

    /** Blocks until everything runs again. */
    void inject(int number, Fault fault) throws IOException, InterruptedException {
        inject(number, fault, fault.kind());
    }

    /** @param cause the kind to log: of the fault itself, or of the one that it is part of */
    private void inject(int number, Fault fault, FaultKind cause) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL_TRAINER -> restart(number, fault, cause, ProcessKind.TRAINER_SERVICE, true);
            case STOP_TRAINER, REMOVE_TRAINER -> restart(number, fault, cause, ProcessKind.TRAINER_SERVICE, false);
            case KILL_DATA -> restart(number, fault, cause, ProcessKind.DATA_SERVICE, true);
            case STOP_DATA -> restart(number, fault, cause, ProcessKind.DATA_SERVICE, false);
            case KILL_EVALUATOR -> restart(number, fault, cause, ProcessKind.EVALUATOR_SERVICE, true);
            case STOP_EVALUATOR -> restart(number, fault, cause, ProcessKind.EVALUATOR_SERVICE, false);
            case KILL_BROKER -> restart(number, fault, cause, ProcessKind.KAFKA, true);
            case STOP_BROKER -> restart(number, fault, cause, ProcessKind.KAFKA, false);
            case FREEZE_TRAINER -> freeze(number, fault);
            case NO_TRAINERS -> noTrainers(number, fault);
            case ADD_TRAINER -> addTrainer(number, fault);
            case SEVERAL ->
                all(fault.parts().stream()
                        .map(part -> task(() -> inject(number, part, cause)))
                        .toList());
            case KILL_QUEUE_LEADER, KILL_TRANSACTION_COORDINATOR, KILL_SHARE_COORDINATOR, KILL_CONTROLLER ->
                brokers.end(number, fault, true);
            case STOP_QUEUE_LEADER, STOP_TRANSACTION_COORDINATOR, STOP_SHARE_COORDINATOR, STOP_CONTROLLER ->
                brokers.end(number, fault, false);
            case FREEZE_QUEUE_LEADER, FREEZE_TRANSACTION_COORDINATOR, FREEZE_SHARE_COORDINATOR, FREEZE_CONTROLLER ->
                brokers.freeze(number, fault);
            case ROLL_BROKERS -> brokers.roll(number, fault);
            case MOVE_REPLICAS -> brokers.moveReplicas(number, fault);
            case MOST_BROKERS -> brokers.endMost(number, fault);
        }
    }

    private void restart(int number, Fault fault, FaultKind cause, ProcessKind kind, boolean forcibly)
            throws IOException, InterruptedException {
        ServiceProcess process = targets.take(kind, fault.target());
        try {
            processes.end(number, cause, process, forcibly);
            Thread.sleep(fault.duration().toMillis());
            processes.start(kind, ManualCluster.number(process));
        } finally {
            targets.release(process);
        }
    }

    /** Freezes whichever trainer has a trial that another can take. */
    private void freeze(int number, Fault fault) throws InterruptedException {
        boolean frozen = false;
        while (!frozen) {
            ServiceProcess process = targets.take(ProcessKind.TRAINER_SERVICE, fault.target());
            try {
                frozen = freezing.freeze(number, process, fault.duration());
            } finally {
                targets.release(process);
            }
        }
    }

    /** Kills all trainers or stops them, each half of the time. */
    private void noTrainers(int number, Fault fault) throws IOException, InterruptedException {
        List<ServiceProcess> trainers = targets.takeTrainers();
        try {
            boolean forcibly = fault.target() % 2 == 0;
            all(trainers.stream()
                    .map(trainer -> task(() -> processes.end(number, fault.kind(), trainer, forcibly)))
                    .toList());
            Thread.sleep(fault.duration().toMillis());
            all(trainers.stream()
                    .map(trainer ->
                            task(() -> processes.start(ProcessKind.TRAINER_SERVICE, ManualCluster.number(trainer))))
                    .toList());
        } finally {
            trainers.forEach(targets::release);
        }
    }

    private void addTrainer(int number, Fault fault) throws IOException, InterruptedException {
        int added = lastTrainer.incrementAndGet();
        processes.join(number, added);
        Thread.sleep(fault.duration().toMillis());
        ServiceProcess leaving = targets.takeTrainer(added);
        try {
            processes.end(number, fault.kind(), leaving, false);
        } finally {
            targets.release(leaving);
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static Callable<Void> task(Task task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private void all(List<Callable<Void>> tasks) throws InterruptedException {
        for (Future<Void> done : new ArrayList<>(threads.invokeAll(tasks))) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A fault could not be injected: " + e.getCause(), e.getCause());
            }
        }
    }
}
