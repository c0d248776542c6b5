package io.atelier.harness.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be done to a cluster. */
public enum FaultKind {
    KILL_TRAINER,
    STOP_TRAINER,
    KILL_DATA,
    STOP_DATA,
    KILL_EVALUATOR,
    STOP_EVALUATOR,
    KILL_BROKER,
    STOP_BROKER,

    /** Frozen for longer than its lock lasts, so that another takes its trial; when it goes on, it must notice. */
    FREEZE_TRAINER,

    /** All trainers end at once, and for a while there is none. */
    NO_TRAINERS,

    /** One more trainer joins for a while, then leaves. */
    ADD_TRAINER,

    /** One trainer leaves for longer than a restart takes. */
    REMOVE_TRAINER,

    /** Two or three processes of different kinds at once. */
    SEVERAL,

    KILL_QUEUE_LEADER(BrokerRole.QUEUE_LEADER),
    STOP_QUEUE_LEADER(BrokerRole.QUEUE_LEADER),
    FREEZE_QUEUE_LEADER(BrokerRole.QUEUE_LEADER),
    KILL_TRANSACTION_COORDINATOR(BrokerRole.TRANSACTION_COORDINATOR),
    STOP_TRANSACTION_COORDINATOR(BrokerRole.TRANSACTION_COORDINATOR),
    FREEZE_TRANSACTION_COORDINATOR(BrokerRole.TRANSACTION_COORDINATOR),
    KILL_SHARE_COORDINATOR(BrokerRole.SHARE_COORDINATOR),
    STOP_SHARE_COORDINATOR(BrokerRole.SHARE_COORDINATOR),
    FREEZE_SHARE_COORDINATOR(BrokerRole.SHARE_COORDINATOR),
    KILL_CONTROLLER(BrokerRole.CONTROLLER),
    STOP_CONTROLLER(BrokerRole.CONTROLLER),
    FREEZE_CONTROLLER(BrokerRole.CONTROLLER),

    /** Every broker is stopped and started, one after the other, each when all copies of the one before are complete. */
    ROLL_BROKERS,

    /** All partitions get copies on other brokers, and lose their leaders. */
    MOVE_REPLICAS,

    /** All brokers but one die, and nothing can be written for a long while. */
    MOST_BROKERS;

    private final BrokerRole role;

    FaultKind() {
        this(null);
    }

    FaultKind(BrokerRole role) {
        this.role = role;
    }

    /** By what the broker that it hits is chosen, if by anything. */
    Optional<BrokerRole> role() {
        return Optional.ofNullable(role);
    }

    /** Whether it means nothing where there is one broker. */
    public boolean needsSeveralBrokers() {
        return role != null || this == ROLL_BROKERS || this == MOVE_REPLICAS || this == MOST_BROKERS;
    }

    /** The kinds that {@link #SEVERAL} combines. */
    static final List<FaultKind> PARTS = List.of(KILL_TRAINER, KILL_DATA, KILL_EVALUATOR, KILL_BROKER);

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FaultKind> labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(FaultKind::label).toList();
    }
}
