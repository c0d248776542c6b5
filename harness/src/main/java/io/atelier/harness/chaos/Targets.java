package io.atelier.harness.chaos;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses processes for faults; each process suffers one fault at a time. Thread-safe. */
final class Targets {

    private static final Duration FOR_A_TRIAL = Duration.ofSeconds(15);
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 50;

    private final ManualCluster cluster;
    private final ProgressWatch watch;
    private final Set<String> taken = new HashSet<>();

    Targets(ManualCluster cluster, ProgressWatch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /** Waits for a process of the kind that suffers no other fault; prefers a trainer with a trial, if one comes soon. */
    ServiceProcess take(ProcessKind kind, int target) throws InterruptedException {
        return kind == ProcessKind.TRAINER_SERVICE
                ? take(kind, target, this::isTraining, FOR_A_TRIAL)
                : take(kind, target, process -> true, Duration.ZERO);
    }

    /** @param insisting for how long only a wanted process will do; zero: always */
    private ServiceProcess take(ProcessKind kind, int target, Predicate<ServiceProcess> isWanted, Duration insisting)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            boolean any = !insisting.isZero() && waited.compareTo(insisting) > 0;
            ServiceProcess process = tryTake(kind, target, any ? candidate -> true : isWanted);
            if (process != null) {
                return process;
            }
            if (waited.compareTo(AT_MOST) > 0) {
                throw new IllegalStateException("Expected a " + kind.label() + " without a fault within "
                        + AT_MOST.toSeconds() + " s, found none");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Takes all running trainers; the caller makes sure that none suffers another fault. */
    synchronized List<ServiceProcess> takeTrainers() {
        List<ServiceProcess> trainers = cluster.all(ProcessKind.TRAINER_SERVICE);
        trainers.forEach(trainer -> taken.add(trainer.id()));
        return trainers;
    }

    /** Takes this trainer, as soon as it suffers no other fault. */
    ServiceProcess takeTrainer(int number) throws InterruptedException {
        String id = ManualCluster.id(ProcessKind.TRAINER_SERVICE, number);
        return take(ProcessKind.TRAINER_SERVICE, 0, trainer -> trainer.id().equals(id), Duration.ZERO);
    }

    /** The numbers of those that run. */
    List<Integer> brokers() {
        return cluster.all(ProcessKind.KAFKA).stream()
                .map(ManualCluster::number)
                .toList();
    }

    /** Takes this broker, as soon as it suffers no other fault. */
    ServiceProcess takeBroker(int number) throws InterruptedException {
        String id = ManualCluster.id(ProcessKind.KAFKA, number);
        return take(ProcessKind.KAFKA, 0, broker -> broker.id().equals(id), Duration.ZERO);
    }

    /** A trial that is trained at the moment, chosen among all such; nothing if there is none. */
    Optional<String> busyTrial(int target) {
        List<String> trials = watch.latest().stream()
                .filter(Sighting::isTraining)
                .map(Sighting::trial)
                .sorted()
                .toList();
        return trials.isEmpty() ? Optional.empty() : Optional.of(trials.get(target % trials.size()));
    }

    synchronized void release(ServiceProcess process) {
        taken.remove(process.id());
    }

    private synchronized ServiceProcess tryTake(ProcessKind kind, int target, Predicate<ServiceProcess> isWanted) {
        List<ServiceProcess> candidates = cluster.all(kind).stream()
                .filter(candidate -> !taken.contains(candidate.id()))
                .filter(isWanted)
                .toList();
        if (candidates.isEmpty()) {
            return null;
        }
        ServiceProcess process = candidates.get(target % candidates.size());
        taken.add(process.id());
        return process;
    }

    private boolean isTraining(ServiceProcess trainer) {
        return watch.latest(trainer).filter(Sighting::isTraining).isPresent();
    }
}
