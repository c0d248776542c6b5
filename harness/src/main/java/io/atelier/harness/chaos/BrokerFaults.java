package io.atelier.harness.chaos;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.Signals;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Faults of one of several brokers, which is chosen by its role, and of most or all of them. */
final class BrokerFaults {

    /** The others take a broker for dead after 9 s, {@code broker.session.timeout.ms}. */
    private static final Duration TAKEN_FOR_DEAD = Duration.ofSeconds(12);

    private final Processes processes;
    private final Targets targets;
    private final BrokerRoles roles;
    private final Reassignment reassignment;
    private final FaultLog log;
    private final Duration away;

    /** @param away for how long most brokers are away */
    BrokerFaults(
            Processes processes,
            Targets targets,
            BrokerRoles roles,
            Reassignment reassignment,
            FaultLog log,
            Duration away) {
        this.processes = processes;
        this.targets = targets;
        this.roles = roles;
        this.reassignment = reassignment;
        this.log = log;
        this.away = away;
    }

    /** Kills it, or stops it, and starts it again. */
    void end(int number, Fault fault, boolean forcibly) throws IOException, InterruptedException {
        restart(number, fault, holder(fault), forcibly);
    }

    private void restart(int number, Fault fault, ServiceProcess broker, boolean forcibly)
            throws IOException, InterruptedException {
        try {
            processes.end(number, fault.kind(), broker, forcibly);
            Thread.sleep(fault.duration().toMillis());
            processes.start(ProcessKind.KAFKA, ManualCluster.number(broker));
        } finally {
            targets.release(broker);
        }
    }

    /** Freezes it until others have its role; then it goes on and must notice. */
    void freeze(int number, Fault fault) throws InterruptedException {
        ServiceProcess broker = holder(fault);
        try {
            log.fault(number, fault.kind(), broker.id(), processes.doing(broker, Optional.empty()));
            Signals.freeze(broker.pid());
            Thread.sleep(TAKEN_FOR_DEAD.plus(fault.duration()).toMillis());
        } finally {
            Signals.thaw(broker.pid());
            targets.release(broker);
        }
    }

    void roll(int number, Fault fault) throws IOException, InterruptedException {
        for (int broker : targets.brokers()) {
            restart(number, fault, targets.takeBroker(broker), false);
            roles.awaitComplete();
        }
    }

    void moveReplicas(int number, Fault fault) throws InterruptedException {
        log.fault(
                number, fault.kind(), "all brokers", "with " + targets.brokers().size() + " running");
        reassignment.move();
    }

    /** Kills all but one. */
    void endMost(int number, Fault fault) throws IOException, InterruptedException {
        ServiceProcess first = targets.take(ProcessKind.KAFKA, fault.target());
        ServiceProcess second = targets.take(ProcessKind.KAFKA, fault.target() / 3);
        try {
            processes.end(number, fault.kind(), first, true);
            processes.end(number, fault.kind(), second, true);
            Thread.sleep(away.toMillis());
            processes.start(ProcessKind.KAFKA, ManualCluster.number(first));
            processes.start(ProcessKind.KAFKA, ManualCluster.number(second));
        } finally {
            targets.release(first);
            targets.release(second);
        }
    }

    private ServiceProcess holder(Fault fault) throws InterruptedException {
        return targets.takeBroker(roles.holder(fault.kind().role().orElseThrow(), fault.target()));
    }
}
