package io.atelier.harness.command;

import io.atelier.harness.chaos.FaultKind;
import io.atelier.local.service.BrokerDirectories;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many brokers {@code atelier chaos} starts, and which faults that allows. */
final class BrokerOptions {

    /** For trials to go on after most brokers were away. */
    private static final int RECOVERY_SECONDS = 60;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--brokers",
            paramLabel = "1|3",
            defaultValue = "1",
            description = "Number of brokers. Default: ${DEFAULT-VALUE}.")
    int number;

    @Option(
            names = "--away",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "For how long most-brokers are away. Default: ${DEFAULT-VALUE}.")
    int away;

    Duration away() {
        return Duration.ofSeconds(away);
    }

    /** Every kind that so many brokers allow. */
    List<FaultKind> kinds() {
        return Stream.of(FaultKind.values()).filter(this::allow).toList();
    }

    private boolean allow(FaultKind kind) {
        return number > 1 || !kind.needsSeveralBrokers();
    }

    /** @param patience in seconds, after which chaos gives up */
    void check(List<FaultKind> kinds, int patience) {
        if (!BrokerDirectories.NUMBERS.contains(number)) {
            throw invalid("--brokers must be 1 or 3, but is " + number);
        }
        for (FaultKind kind : kinds) {
            if (!allow(kind)) {
                throw invalid("--brokers must be 3 where --kinds has " + kind.label());
            }
        }
        if (away < 1) {
            throw invalid("--away must be 1 or more, but is " + away);
        }
        if (kinds.contains(FaultKind.MOST_BROKERS) && patience < away + RECOVERY_SECONDS) {
            throw invalid("--patience must be " + (away + RECOVERY_SECONDS) + " or more where --away is " + away
                    + ", but is " + patience);
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
