package io.atelier.harness.chaos;

import io.atelier.harness.cluster.Signals;
import io.atelier.local.service.ServiceProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Freezes a trainer until its lock has run out and another has taken its trial, then lets it go on: it must give the trial
 * up. The {@link Ledger} checks that nothing it publishes about the trial afterwards becomes visible.
 */
final class Freezing {

    /** Another trainer must finish its own trial first. */
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private static final Duration TO_NOTICE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final ProgressWatch watch;
    private final Ledger ledger;
    private final Recoveries recoveries;
    private final FaultLog log;
    private final Duration lock;

    Freezing(ProgressWatch watch, Ledger ledger, Recoveries recoveries, FaultLog log, Duration lock) {
        this.watch = watch;
        this.ledger = ledger;
        this.recoveries = recoveries;
        this.log = log;
        this.lock = lock;
    }

    /** Returns false if there was nothing to take: the trainer had no trial in hand, or had just finished it. */
    boolean freeze(int number, ServiceProcess trainer, Duration beyondLock) throws InterruptedException {
        Optional<Sighting> doing = watch.latest(trainer).filter(Sighting::isTraining);
        return doing.isPresent() && freeze(number, trainer, doing.get(), beyondLock);
    }

    private boolean freeze(int number, ServiceProcess trainer, Sighting last, Duration beyondLock)
            throws InterruptedException {
        String trial = last.trial();
        int attempt = ledger.attempt(trial);
        long pid = trainer.pid();
        log.fault(number, FaultKind.FREEZE_TRAINER, trainer.id(), last.toString());
        Signals.freeze(pid);
        try {
            recoveries.lost(FaultKind.FREEZE_TRAINER, last, System.nanoTime());
            Thread.sleep(lock.plus(beyondLock).toMillis());
            await(AT_MOST, () -> ledger.attempt(trial) > attempt || ledger.hasEnded(trial));
        } finally {
            Signals.thaw(pid);
        }
        if (ledger.attempt(trial) > attempt) {
            awaitNotice(number, trainer, last);
        } else if (ledger.hasEnded(trial)) {
            log.say("      " + number + ": " + trial + " had just ended, so another trainer will be frozen");
            return false;
        }
        return true;
    }

    private void awaitNotice(int number, ServiceProcess zombie, Sighting last) throws InterruptedException {
        long thawed = System.nanoTime();
        String taker = ledger.owner(last.trial());
        boolean noticed = await(TO_NOTICE, () -> hasGivenUp(zombie, last, thawed));
        Duration took = Duration.ofNanos(System.nanoTime() - thawed);
        if (noticed) {
            log.say("      " + number + ": " + taker + " took " + last.trial() + "; " + zombie.id() + " noticed after "
                    + took.toMillis() + " ms");
        } else {
            ledger.broken(
                    BrokenPromise.Kind.UNNOTICED,
                    zombie.id() + " still has " + last.trial() + " in hand, " + took.toSeconds() + " s after " + taker
                            + " took it");
        }
    }

    /** Whether the trainer itself says that it has another trial, or none, or takes this one anew. */
    private boolean hasGivenUp(ServiceProcess zombie, Sighting last, long thawed) {
        return watch.latest(zombie)
                .filter(now -> now.nanos() > thawed)
                .filter(now -> !last.trial().equals(now.trial()) || now.state().equals("STARTING"))
                .isPresent();
    }

    private static boolean await(Duration most, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
