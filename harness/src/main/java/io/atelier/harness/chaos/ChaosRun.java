package io.atelier.harness.chaos;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.LocalException;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;

/** On a running cluster: first an undisturbed run, then runs under faults until all faults are done and all trials ended. */
final class ChaosRun {

    private static final long TICK_MILLIS = 300;
    private static final Duration NEWS = Duration.ofSeconds(20);

    private final ChaosOptions options;
    private final ManualCluster cluster;
    private final FaultLog log;
    private final Ledger ledger = new Ledger(System::nanoTime);
    private final Recoveries recoveries = new Recoveries();
    private final Standstills standstills = new Standstills();
    private final ProgressWatch watch = new ProgressWatch(this::seen);
    private final Processes processes;
    private final Undertaker undertaker;
    private final Workloads workloads;
    private int runs;
    private long nextNews;

    ChaosRun(ChaosOptions options, ManualCluster cluster, FaultLog log) {
        this.options = options;
        this.cluster = cluster;
        this.log = log;
        this.processes = new Processes(cluster, watch, ledger, recoveries, log);
        this.undertaker = new Undertaker(cluster, processes, log);
        this.workloads = new Workloads(cluster, options.workload(), ledger);
    }

    ChaosReport run(Duration lock) throws LocalException, IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "chaos-fault");
            thread.setDaemon(true);
            return thread;
        });
        Observer observer = new Observer(cluster.bootstrapServers(), ledger);
        observer.start();
        try (Admin admin = new KafkaClients(Map.of("bootstrap.servers", cluster.bootstrapServers())).admin()) {
            cluster.all(ProcessKind.TRAINER_SERVICE).forEach(watch::follow);
            calm();
            Freezing freezing = new Freezing(watch, ledger, recoveries, log, lock);
            Targets targets = new Targets(cluster, watch);
            BrokerRoles roles = new BrokerRoles(admin, targets);
            BrokerFaults brokers =
                    new BrokerFaults(processes, targets, roles, new Reassignment(admin, roles), log, options.away());
            Injector injector = new Injector(processes, targets, freezing, brokers, threads, options.trainers());
            FaultSchedule schedule = new FaultSchedule(injector, threads, log, standstills);
            List<Fault> plan = FaultPlan.draw(options.seed(), options.faults(), options.kinds(), options.pause());
            Future<Void> faults = threads.submit(() -> schedule.run(plan));
            storm(faults, schedule);
            return ChaosReport.of(
                    options,
                    log,
                    ledger,
                    recoveries.all(),
                    standstills,
                    undertaker.deaths(),
                    processes.longestStop(),
                    schedule.done());
        } finally {
            threads.shutdownNow();
            observer.stop();
        }
    }

    private void seen(Sighting sighting) {
        recoveries.seen(sighting);
        standstills.seen(sighting);
        if (sighting.trial() != null) {
            ledger.touch(sighting.trial());
        }
    }

    private void calm() throws LocalException, IOException, InterruptedException {
        log.say("Starting with an undisturbed run, for its hashes");
        submitAll("calm");
        while (!ledger.incomplete().isEmpty() && !isStuck()) {
            tick();
        }
        if (!ledger.brokenPromises().isEmpty()) {
            throw new LocalException("The undisturbed run already broke promises: " + ledger.brokenPromises());
        }
        log.say("Undisturbed run: " + ledger.ended() + " trials ended");
    }

    /** Lasts until the observer has seen everything that was committed. */
    private void storm(Future<Void> faults, FaultSchedule schedule)
            throws LocalException, IOException, InterruptedException {
        while (!faults.isDone() || !ledger.incomplete().isEmpty()) {
            if (!faults.isDone()
                    && unfinished() < cluster.all(ProcessKind.TRAINER_SERVICE).size() + 1) {
                submitNext();
            }
            tick();
            if (isStuck()) {
                return;
            }
            news(schedule);
        }
        try {
            faults.get();
        } catch (ExecutionException e) {
            throw new LocalException("Injecting faults failed: " + e.getCause(), e.getCause());
        }
    }

    private long unfinished() {
        return ledger.trials() - ledger.ended();
    }

    private void submitAll(String run) throws LocalException, IOException, InterruptedException {
        while (!workloads.submit(run)) {
            tick();
        }
    }

    private void submitNext() throws LocalException, InterruptedException {
        if (workloads.submit("chaos-" + (runs + 1))) {
            runs++;
        }
    }

    private void tick() throws IOException, InterruptedException {
        Thread.sleep(TICK_MILLIS);
        undertaker.look();
        recoveries.forget(ledger::hasEnded);
    }

    /** A trial may wait as long as others make progress; if none does, none ever will. */
    private boolean isStuck() {
        List<TrialPage> incomplete = ledger.incomplete();
        long latest = incomplete.stream().mapToLong(TrialPage::touched).max().orElseGet(System::nanoTime);
        if (System.nanoTime() - latest < options.patience().toNanos()) {
            return false;
        }
        for (TrialPage page : incomplete) {
            ledger.broken(
                    BrokenPromise.Kind.STUCK,
                    page + ": no trial made progress for " + options.patience().toSeconds() + " s, so chaos gave up");
        }
        return true;
    }

    private void news(FaultSchedule schedule) {
        if (System.nanoTime() < nextNews) {
            return;
        }
        nextNews = System.nanoTime() + NEWS.toNanos();
        log.say(schedule.done() + " of " + options.faults() + " faults injected, " + ledger.ended() + " of "
                + ledger.trials() + " trials ended, broken promises: "
                + ledger.brokenPromises().size());
    }
}
