package io.atelier.harness.chaos;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Ends and starts processes of the cluster, and records which trials lose their trainer. Thread-safe. */
final class Processes {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 500;

    private final ManualCluster cluster;
    private final ProgressWatch watch;
    private final Ledger ledger;
    private final Recoveries recoveries;
    private final FaultLog log;
    private final AtomicLong longestStop = new AtomicLong();

    Processes(ManualCluster cluster, ProgressWatch watch, Ledger ledger, Recoveries recoveries, FaultLog log) {
        this.cluster = cluster;
        this.watch = watch;
        this.ledger = ledger;
        this.recoveries = recoveries;
        this.log = log;
    }

    /** @param forcibly kill it, as a crash does; otherwise ask it to end, as a shutdown does */
    void end(int number, FaultKind kind, ServiceProcess process, boolean forcibly) throws InterruptedException {
        Optional<Sighting> doing = watch.latest(process);
        long start = System.nanoTime();
        if (forcibly) {
            cluster.kill(process);
        }
        log.fault(number, kind, process.id(), doing(process, doing));
        doing.ifPresent(last -> recoveries.lost(kind, last, start));
        if (!forcibly) {
            if (!cluster.stop(process)) {
                ledger.broken(BrokenPromise.Kind.DID_NOT_STOP, process.id() + " had to be killed");
            }
            long took = System.nanoTime() - start;
            longestStop.accumulateAndGet(took, Math::max);
            log.say("      " + number + ": " + process.id() + " took "
                    + Duration.ofNanos(took).toMillis() + " ms to end");
        }
    }

    /** Starts it; returns when it is ready, or has died, which is for {@link Undertaker} to notice. */
    void start(ProcessKind kind, int number) throws IOException, InterruptedException {
        ServiceProcess process = launch(kind, number);
        long deadline = System.nanoTime() + READY.toNanos();
        while (!process.isReady() && process.failure().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Starts one more trainer. */
    void join(int number, int trainer) throws IOException, InterruptedException {
        log.fault(number, FaultKind.ADD_TRAINER, ManualCluster.id(ProcessKind.TRAINER_SERVICE, trainer), "joins");
        start(ProcessKind.TRAINER_SERVICE, trainer);
    }

    ServiceProcess launch(ProcessKind kind, int number) throws IOException {
        ServiceProcess process = cluster.launch(kind, number);
        if (kind == ProcessKind.TRAINER_SERVICE) {
            watch.follow(process);
        }
        return process;
    }

    /** For the log: what a trainer trains, or what all of them do while another service works for them. */
    String doing(ServiceProcess process, Optional<Sighting> sighting) {
        if (cluster.all(ProcessKind.TRAINER_SERVICE).stream().anyMatch(process::equals) || sighting.isPresent()) {
            return sighting.map(Sighting::toString).orElse("starting");
        }
        return watch.latest().stream()
                .filter(Sighting::isTraining)
                .map(Sighting::toString)
                .sorted()
                .reduce((all, one) -> all + "; " + one)
                .map(all -> "while trainers are " + all)
                .orElse("while no trainer trains");
    }

    Duration longestStop() {
        return Duration.ofNanos(longestStop.get());
    }
}
